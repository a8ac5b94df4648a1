/** Fixes of a Deny in policies that Rolecall may not read: a command finds it, a person changes it. Browser-safe. */
import { policyPage, rolePage } from "#lib/aws/console-pages.ts";
import { cliRegionOption } from "#lib/aws/partition.ts";
import { quote } from "#lib/iac/shell.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { cliFix, consoleFix, type Fix, textFix } from "./fix.ts";

export type UnreadDeny = {
  account: Connection;
  /** The role that the policies limit. */
  role: { arn: string; name: string };
  /** The policy AWS named, or the role's boundary; else every policy of the role. */
  policyArn?: string;
  isBoundary?: boolean;
  actions: string[];
  resources?: string[];
};

/**
 * Returns the policy's page, a command that saves the denying policies as files and changes nothing, and how to change
 * them.
 */
export function denyByHandFixes(deny: UnreadDeny): Fix[] {
  const { account, role, policyArn } = deny;
  const { partition, accountId } = account;
  const which = policyArn
    ? `the policy ${nameInArn(policyArn)} (IAM, Policies)`
    : deny.isBoundary
      ? `the permissions boundary of the role ${role.name} (IAM, Roles, ${role.name}, Permissions boundary)`
      : `the role ${role.name} (IAM, Roles) and each of its policies`;
  return [
    consoleFix({
      url: policyArn ? policyPage(partition, policyArn) : rolePage(partition, role.name),
      steps: [
        `Sign in to AWS account ${accountId} and open ${which}.`,
        `Look for a statement with "Effect": "Deny" that covers ${joined(deny.actions)}: by name, by a pattern such as iam:*, or by NotAction.`,
        "Find out what it is for. Then change it as the tab What to change says, save it, come back here and press Retry.",
      ],
    }),
    cliFix("AWS CLI", account, saving(deny), {
      done: "nothing is changed yet. What denies stands above, each with the file it was saved to and the command that writes it back.",
      next: "Next: change the file as Rolecall says under What to change, run that command, then press Retry in Rolecall.",
    }),
    textFix("What to change", howTo(deny)),
  ];
}

function howTo({ role, actions, resources = [] }: UnreadDeny): string {
  const on = resources.length > 0 && !resources.includes("*") ? ` on ${joined(resources)}` : "";
  return [
    `Rolecall may not read these policies, so it cannot write the change for you. A Deny always wins: allowing ${joined(actions)} elsewhere does not help. In the statement that denies, do one of these:`,
    `1. Where it lists the actions by name: take ${joined(actions)} out of its list.`,
    "2. Where it denies everything but a list (NotAction): add these actions to that list.",
    `3. Where it denies by a pattern, such as *, iam:* or a resource with * in it: write what has to stay denied by name instead, so that these actions${on} are left out.`,
    "4. Or except the role from the whole statement by adding this condition to it:",
    `  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "${role.arn}" } }`,
  ].join("\n");
}

/** Lines that save each policy with a Deny, and print how to write it back. */
function saving(deny: UnreadDeny): string[] {
  const { role, policyArn, isBoundary, account } = deny;
  const region = cliRegionOption(account.partition);
  const about = `# Saves what denies as a file and changes nothing in AWS.`;
  if (policyArn) return [about, `policy=${quote(policyArn)}`, ...savingManaged(region)];
  const name = quote(role.name);
  if (isBoundary) {
    const query = `--query Role.PermissionsBoundary.PermissionsBoundaryArn --output text`;
    return [
      about,
      `policy=$(aws iam get-role --role-name ${name}${region} ${query})`,
      ...savingManaged(region),
    ];
  }
  return [
    about,
    `for name in $(aws iam list-role-policies --role-name ${name}${region} --query 'PolicyNames[]' --output text); do`,
    `  document=$(aws iam get-role-policy --role-name ${name} --policy-name "$name"${region} --query PolicyDocument --output json)`,
    `  case $document in *'"Deny"'*) ;; *) continue ;; esac`,
    `  printf '%s\\n' "$document" | tee "$name.json"`,
    `  echo "Saved as $name.json. To write it back: aws iam put-role-policy --role-name ${role.name} --policy-name $name${region} --policy-document file://$name.json"`,
    "done",
    `for policy in $(aws iam list-attached-role-policies --role-name ${name}${region} --query 'AttachedPolicies[].PolicyArn' --output text); do`,
    ...savingManaged(region).map((line) => `  ${line}`),
    "done",
  ];
}

/** Lines that save the policy in `$policy`. AWS managed ones cannot be changed. */
function savingManaged(region: string): string[] {
  return [
    `version=$(aws iam get-policy --policy-arn "$policy"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --query PolicyVersion.Document --output json)`,
    `name=\${policy##*/}`,
    `case "$policy $document" in`,
    `  *:iam::aws:*'"Deny"'*) echo "$name belongs to AWS and cannot be changed: detach it if it is what denies." ;;`,
    `  *'"Deny"'*) printf '%s\\n' "$document" | tee "$name.json"`,
    `    echo "Saved as $name.json. To write it back: aws iam create-policy-version --set-as-default --policy-arn $policy${region} --policy-document file://$name.json" ;;`,
    "esac",
  ];
}
