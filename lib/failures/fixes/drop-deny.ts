/** Commands that narrow a Deny in policies whose text Rolecall has not read. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import { iam, indented, quote } from "#lib/iac/shell.ts";
import { joined } from "#lib/joined.ts";
import { leavesRestOfService, type Spared, statementsWithout, WITHOUT_NULLS } from "./narrow-query.ts";

export type DenyToDrop = Spared & {
  partition: Partition;
  /** The role whose own policies are searched, unless `policyArn` says where the Deny is. */
  roleName: string;
  policyArn?: string;
};

/** Rewrites the managed policy, or each of those the role carries, so that it no longer denies. */
export function dropDenyCommands(deny: DenyToDrop): string[] {
  const { policyArn } = deny;
  if (!policyArn) return [...explanation(deny), ...inRole(deny), ...inAttached(deny)];
  if (isAws(policyArn)) {
    return [
      "# This policy is AWS's own and cannot be changed.",
      `policy=${quote(policyArn)}`,
      detach(deny, quote(deny.roleName)),
    ];
  }
  const whenEmpty = detach(deny, quote(deny.roleName));
  return [...explanation(deny), `policy=${quote(policyArn)}`, ...newVersion(deny, whenEmpty)];
}

/** The same for the permissions boundary of the role, which is looked up where it is not known. */
export function dropDenyFromBoundary(deny: DenyToDrop): string[] {
  const boundary = deny.policyArn ? quote(deny.policyArn) : lookUpBoundary(deny);
  // Without a boundary the role could do more than before: what to put there is for a person to say.
  const whenEmpty = `echo "$policy only denies, and nothing would be left in it: give it a statement of what it is to allow"`;
  return [...explanation(deny), `policy=${boundary}`, ...newVersion(deny, whenEmpty)];
}

export function lookUpBoundary({ partition, roleName }: Pick<DenyToDrop, "partition" | "roleName">): string {
  return `$(aws iam get-role --role-name ${quote(roleName)}${cliRegionOption(partition)} \\\n  --query Role.PermissionsBoundary.PermissionsBoundaryArn --output text)`;
}

function inRole(deny: DenyToDrop): string[] {
  const { partition } = deny;
  const region = cliRegionOption(partition);
  const policy = { "role-name": '"$role"', "policy-name": '"$policy"' };
  return [
    `role=${quote(deny.roleName)}`,
    `for policy in $(aws iam list-role-policies --role-name "$role"${region} --query 'PolicyNames[]' --output text); do`,
    '  aws iam get-role-policy --role-name "$role" --policy-name "$policy"' +
      `${region} --output json | grep -q '"Effect": "Deny"' || continue`,
    indented(
      `document=$(aws iam get-role-policy --role-name "$role" --policy-name "$policy"${region} --output json --query '${documentWithout("PolicyDocument", deny)}' | ${WITHOUT_NULLS})`,
    ),
    indented(
      unlessEmpty(
        iam(partition, "put-role-policy", { ...policy, "policy-document": '"$document"' }),
        iam(partition, "delete-role-policy", policy),
      ),
    ),
    "done",
  ];
}

function inAttached(deny: DenyToDrop): string[] {
  const region = cliRegionOption(deny.partition);
  return [
    `for policy in $(aws iam list-attached-role-policies --role-name "$role"${region} --query 'AttachedPolicies[].PolicyArn' --output text); do`,
    indented(currentVersion(region)),
    `  aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --output json | grep -q '"Effect": "Deny"' || continue`,
    '  case $policy in *:iam::aws:*) echo "$policy is AWS\'s own: detach it if it denies this"; continue ;; esac',
    ...newVersion(deny, detach(deny, '"$role"')).slice(1).map(indented),
    "done",
  ];
}

/** Of `$policy`. `whenEmpty`: what to do with one that does nothing else than deny. */
function newVersion(deny: DenyToDrop, whenEmpty: string): string[] {
  const { partition } = deny;
  const region = cliRegionOption(partition);
  const create = iam(partition, "create-policy-version", {
    "policy-arn": '"$policy"',
    "set-as-default": "",
    "policy-document": '"$document"',
  });
  return [
    currentVersion(region),
    `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --output json --query '${documentWithout("PolicyVersion.Document", deny)}' | ${WITHOUT_NULLS})`,
    ...ABOUT_VERSIONS,
    unlessEmpty(create, whenEmpty),
  ];
}

function currentVersion(region: string): string {
  return `version=$(aws iam get-policy --policy-arn "$policy"${region} --query Policy.DefaultVersionId --output text)`;
}

function detach({ partition }: DenyToDrop, role: string): string {
  return iam(partition, "detach-role-policy", { "role-name": role, "policy-arn": '"$policy"' });
}

export const ABOUT_VERSIONS = [
  "# A policy has room for 5 versions: if AWS answers LimitExceeded, delete one that is not in use",
  "# (aws iam list-policy-versions, aws iam delete-policy-version) and run this again.",
];

/** A policy has to hold a statement. */
function unlessEmpty(write: string, whenEmpty: string): string {
  return ["case $document in", `  *'"Statement": []'*) ${whenEmpty} ;;`, `  *) ${write} ;;`, "esac"].join(
    "\n",
  );
}

/** What the commands do to a policy, in comments. */
export function explanation(spared: Spared): string[] {
  const where = hasResources(spared) ? ` on ${joined(spared.resources)}` : "";
  return [
    `# Takes ${joined(spared.actions)}${where} out of every statement with "Effect": "Deny".`,
    ...whatGoesToo(spared).map((sentence) => `# ${sentence}`),
    "# Somebody put it there: look at what it is for first.",
  ];
}

/** What is taken out besides the actions, in sentences: IAM has no way to write "iam:Attach*, but not this action". */
export function whatGoesToo(spared: Spared): string[] {
  const [service = "", name = ""] = (spared.actions[0] ?? "").split(":");
  const [word = ""] = name.match(/^[A-Z][a-z0-9]*/) ?? [];
  const [kept, example] = leavesRestOfService(spared)
    ? [`"*" or "${service}:*"`, `${service}:${word}*`]
    : ['"*"', `${service}:* or ${service}:${word}*`];
  const it = hasResources(spared) ? "For these resources it" : "It";
  return [
    ...(hasResources(spared)
      ? [
          "A Deny that names these resources by a pattern, or denies all actions but some, spares the actions on all resources it is about.",
        ]
      : []),
    `A Deny of ${kept} goes on denying everything else. Another wildcard, such as ${example}, cannot spare single actions.`,
    `${it} is taken out with all it covers: deny again, by name, what of that has to stay denied.`,
  ];
}

function hasResources(spared: Spared): spared is Spared & { resources: string[] } {
  return spared.resources !== undefined && !spared.resources.includes("*");
}

function documentWithout(document: string, deny: DenyToDrop): string {
  return [
    "{",
    `  Version: ${document}.Version || \`"2012-10-17"\`,`,
    `  Statement: ${statementsWithout(document, deny)}`,
    "}",
  ].join("\n");
}

const isAws = (arn: string) => arn.includes(":iam::aws:");
