/** Fixes of a full quota. Browser-safe. */

import { iamQuotaPage, rolePage } from "#lib/aws/console-pages.ts";
import { cliRegionOption, homeRegion } from "#lib/aws/partition.ts";
import { counted } from "#lib/counted.ts";
import { iam, quote } from "#lib/iac/shell.ts";
import { nameInArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import type { FailureFacts } from "../failure.ts";
import type { Connection, SubjectPolicy } from "../reasons/reason.ts";
import { choiceFix, cliFix, consoleFix, type Fix, textFix } from "./fix.ts";

export type FullRole = {
  roleArn: RoleArn;
  connection: Connection;
  requiredPolicies: SubjectPolicy[];
} & FailureFacts["policy_quota_exceeded"];

/** Returns how many slots have to be freed; without a known quota, as many as AWS refused. */
export function missingSlots({
  attached,
  needed,
  quota,
  fitted = 0,
}: Pick<FullRole, "attached" | "needed" | "quota" | "fitted">): number {
  return Math.max(1, quota === undefined ? needed - fitted : attached + needed - quota);
}

/** Returns the console steps, then moving policies into the role, detaching, and raising the quota. */
export function policyQuotaFixes(full: FullRole): Fix[] {
  const missing = missingSlots(full);
  const required = new Set(full.requiredPolicies.map(({ arn }) => arn));
  const movable = full.attachedPolicyArns.filter((arn) => !required.has(arn));
  // The account's own policies first: AWS updates its managed ones, and a copy would not follow.
  const inOrder = movable.toSorted((a, b) => Number(isAws(a)) - Number(isAws(b)));
  return [
    inConsole(full, missing),
    ...(movable.length < missing ? [] : [moveIntoRole(full, missing, inOrder)]),
    ...(movable.length < missing ? [] : [detachFix(full, missing, movable)]),
    raiseQuota(full.connection, "L-0DA4ABF3", "Managed policies per role", full.attached + full.needed),
  ];
}

function inConsole({ roleArn: { partition, name }, connection }: FullRole, missing: number): Fix {
  return consoleFix({
    url: rolePage(partition, name),
    steps: [
      `Sign in to AWS account ${connection.accountId} and open the role ${name} (IAM, Roles).`,
      `Under Permissions, select ${counted(missing, "policy that the role no longer needs", "policies that the role no longer needs")} and choose Remove. Programs on its machines lose what these policies allow.`,
      "If the role needs all of them, choose one of the other tabs. Otherwise come back here and press Retry.",
    ],
  });
}

function isAws(arn: string): boolean {
  return arn.includes(":iam::aws:");
}

/** Inline policies do not count towards the quota of managed ones; they have a quota of 10,240 characters. */
function moveIntoRole({ roleArn, connection }: FullRole, missing: number, movable: string[]): Fix {
  const { partition, name } = roleArn;
  const region = cliRegionOption(partition);
  const options = movable.map((arn) => ({
    label: nameInArn(arn),
    body: [
      `policy=${quote(arn)}`,
      `version=$(aws iam get-policy --policy-arn "$policy"${region} --query Policy.DefaultVersionId --output text)`,
      `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --query PolicyVersion.Document --output json)`,
      `${iam(partition, "put-role-policy", { "role-name": quote(name), "policy-name": quote(inlineName(arn)), "policy-document": '"$document"' })} \\\n  && ${iam(partition, "detach-role-policy", { "role-name": quote(name), "policy-arn": '"$policy"' })}`,
    ].join("\n"),
  }));
  const fix = choiceFix("AWS CLI: keep every permission", connection, {
    prompt: `Which ${missing === 1 ? "policy" : `${missing} policies`} may be copied into the role itself and detached?`,
    atLeast: missing,
    options,
    told: { done: "the role may do what it could before, and has room for the policies Rolecall requires." },
  });
  return {
    ...fix,
    notes: [
      "Policies written into a role are not counted here. A copy does not follow later changes of the policy it was made from, and all copies of a role together have room for 10,240 characters.",
    ],
  };
}

/** Not the policy's own name, which an inline policy of the role may have. */
function inlineName(policyArn: string): string {
  return `${nameInArn(policyArn).slice(0, 115)}-from-managed`;
}

function detachFix({ roleArn, connection }: FullRole, missing: number, movable: string[]): Fix {
  const { partition, name } = roleArn;
  const options = movable.map((arn) => ({
    label: nameInArn(arn),
    body: iam(partition, "detach-role-policy", { "role-name": quote(name), "policy-arn": quote(arn) }),
  }));
  const fix = choiceFix("AWS CLI: detach", connection, {
    prompt: `Which ${missing === 1 ? "policy does" : `${missing} policies does`} the role no longer need?`,
    atLeast: missing,
    options,
    told: { done: `what you chose is detached from ${name}.` },
  });
  return {
    ...fix,
    notes: [`Programs on machines that run as ${name} lose what the detached policies allow.`],
  };
}

/** Raises a quota of IAM in the partition's home Region; AWS usually grants it at once within its limits. */
export function raiseQuota(
  { partition, accountId }: Connection,
  code: string,
  name: string,
  wanted: number,
): Fix {
  const command = `aws service-quotas request-service-quota-increase --region ${homeRegion(partition)} \\\n  --service-code iam --quota-code ${code} --desired-value ${wanted}`;
  const page = iamQuotaPage(partition, code);
  return textFix(
    "Ask AWS for a higher quota",
    [
      `Service Quotas of account ${accountId} can raise "${name}" (${code}). AWS grants it up to a limit of its own, often within minutes.`,
      "",
      ...(page ? [`In the AWS console, ask for ${wanted} here: ${page}`, ""] : []),
      command,
    ].join("\n"),
  );
}

/** Lists the instance profiles without a role, each with a line that deletes it, for a person to choose. */
export function profileQuotaFixes(connection: Connection, quota = 1000): Fix[] {
  const region = cliRegionOption(connection.partition);
  return [
    cliFix(
      "AWS CLI: find an empty one",
      connection,
      [
        "# Lists the instance profiles that hold no role, and deletes none.",
        // As JSON, because the CLI's text output is per page and would answer once for each.
        `aws iam list-instance-profiles${region} --output json --query 'InstanceProfiles[?!Roles].InstanceProfileName' \\\n  | grep -o '[^]["[:space:],]*' \\\n  | while read -r profile; do echo "aws iam delete-instance-profile --instance-profile-name $profile${region}"; done`,
      ],
      {
        done: "nothing is deleted yet. Every instance profile without a role stands above, with the line that deletes it.",
        next: "Next: run the line of one that nobody needs, then press Retry in Rolecall. If there is none, ask AWS for a higher quota.",
      },
    ),
    raiseQuota(connection, "L-6E65F664", "Instance profiles per account", quota + 100),
  ];
}
