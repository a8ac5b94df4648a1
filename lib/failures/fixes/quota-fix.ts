/** Making room where a quota of AWS is full. Browser-safe. */

import { cliRegionOption, homeRegion } from "#lib/aws/partition.ts";
import { iam, quote } from "#lib/iac/shell.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import type { FailureFacts } from "../failure.ts";
import type { Connection, SubjectPolicy } from "../reasons/reason.ts";
import { cliFix, type Fix, textFix } from "./fix.ts";

export type FullRole = {
  roleArn: RoleArn;
  connection: Connection;
  requiredPolicies: SubjectPolicy[];
} & FailureFacts["policy_quota_exceeded"];

/** How many slots have to become free; where the quota is not known, as many as AWS had none for. */
export function missingSlots({
  attached,
  needed,
  quota,
  fitted = 0,
}: Pick<FullRole, "attached" | "needed" | "quota" | "fitted">): number {
  return Math.max(1, quota === undefined ? needed - fitted : attached + needed - quota);
}

/** A way that loses no permission, the plain one, and a higher quota. */
export function policyQuotaFixes(full: FullRole): Fix[] {
  const missing = missingSlots(full);
  const required = new Set(full.requiredPolicies.map(({ arn }) => arn));
  const movable = full.attachedPolicyArns.filter((arn) => !required.has(arn));
  // The account's own policies first: AWS improves its own, and a copy would not follow.
  const candidates = movable.toSorted((a, b) => Number(isAws(a)) - Number(isAws(b))).slice(0, missing);
  return [
    ...(candidates.length < missing ? [] : [moveIntoRole(full, candidates)]),
    detachFix(full, missing, movable),
    raiseQuota(full.connection, "L-0DA4ABF3", "Managed policies per role", full.attached + full.needed),
  ];
}

function isAws(arn: string): boolean {
  return arn.includes(":iam::aws:");
}

/** Inline policies are not counted among the managed ones, and have a quota of 10,240 characters for themselves. */
function moveIntoRole({ roleArn, connection }: FullRole, policyArns: string[]): Fix {
  const { partition, name } = roleArn;
  const region = cliRegionOption(partition);
  const names = policyArns.map(nameInArn);
  const commands = policyArns.flatMap((arn) => [
    `policy=${quote(arn)}`,
    `version=$(aws iam get-policy --policy-arn "$policy"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} \\\n  --query PolicyVersion.Document --output json)`,
    `${iam(partition, "put-role-policy", { "role-name": quote(name), "policy-name": quote(inlineName(arn)), "policy-document": '"$document"' })} \\\n  && ${iam(partition, "detach-role-policy", { "role-name": quote(name), "policy-arn": '"$policy"' })}`,
  ]);
  return cliFix("AWS CLI: keep every permission", connection, [
    `# Copies ${joined(names)} into the role itself and detaches the managed policy.`,
    "# The role may do exactly what it could before; policies written into a role do not count here.",
    ...commands,
  ]);
}

/** Not the policy's own name: the role may have an inline policy that is called so. */
function inlineName(policyArn: string): string {
  return `${nameInArn(policyArn).slice(0, 115)}-from-managed`;
}

function detachFix({ roleArn, connection }: FullRole, missing: number, movable: string[]): Fix {
  const { partition, name } = roleArn;
  const lines = movable.map((arn) =>
    iam(partition, "detach-role-policy", { "role-name": quote(name), "policy-arn": quote(arn) }),
  );
  return textFix(
    "Detach what is not needed",
    [
      `${missing} of these ${missing === 1 ? "has" : "have"} to go. If the role no longer needs one, in account ${connection.accountId}:`,
      "",
      ...lines,
    ].join("\n"),
  );
}

/** Quotas of IAM are raised in the partition's home Region, within AWS's limits usually at once. */
export function raiseQuota(
  { partition, accountId }: Connection,
  code: string,
  name: string,
  wanted: number,
): Fix {
  const command = `aws service-quotas request-service-quota-increase --region ${homeRegion(partition)} \\\n  --service-code iam --quota-code ${code} --desired-value ${wanted}`;
  return textFix(
    "Ask AWS for a higher quota",
    `Service Quotas of account ${accountId} can raise "${name}" (${code}); AWS grants it up to a limit of its own, often within minutes:\n\n${command}`,
  );
}

/** Deletes one instance profile that holds no role: it can give nothing to any machine. */
export function profileQuotaFixes(connection: Connection, quota = 1000): Fix[] {
  const region = cliRegionOption(connection.partition);
  return [
    cliFix("AWS CLI: delete an empty one", connection, [
      "# An instance profile without a role gives nothing to any machine.",
      // As JSON, because the CLI asks text output page by page and would answer once for each.
      `profile=$(aws iam list-instance-profiles${region} --output json \\\n  --query 'InstanceProfiles[?!Roles].InstanceProfileName | [0]' | tr -d '"')`,
      'if [ "$profile" = null ]; then',
      '  echo "Every instance profile holds a role: delete one that no machine uses, or ask for a higher quota."',
      "else",
      `  aws iam delete-instance-profile --instance-profile-name "$profile"${region}`,
      "fi",
    ]),
    raiseQuota(connection, "L-6E65F664", "Instance profiles per account", quota + 100),
  ];
}
