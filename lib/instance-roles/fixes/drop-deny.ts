/** Commands that take a Deny out of policies whose text Rolecall has not read. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import { iam, indented, quote } from "#lib/iac/shell.ts";

export type DenyToDrop = {
  partition: Partition;
  /** The role whose own policies are searched, unless `policyArn` says where the Deny is. */
  roleName: string;
  policyArn?: string;
  /** The Deny statements that cover one of these are narrowed … */
  actions: string[];
  /** … if they cover this resource as well, where it is given. */
  resourceArn?: string;
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
  return [...explanation(deny), `policy=${boundary}`, ...newVersion(deny)];
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
      `document=$(aws iam get-role-policy --role-name "$role" --policy-name "$policy"${region} --output json --query '${documentWithout("PolicyDocument", deny)}')`,
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
function newVersion(deny: DenyToDrop, whenEmpty?: string): string[] {
  const { partition } = deny;
  const region = cliRegionOption(partition);
  const create = iam(partition, "create-policy-version", {
    "policy-arn": '"$policy"',
    "set-as-default": "",
    "policy-document": '"$document"',
  });
  return [
    currentVersion(region),
    `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --output json --query '${documentWithout("PolicyVersion.Document", deny)}')`,
    ...ABOUT_VERSIONS,
    whenEmpty ? unlessEmpty(create, whenEmpty) : create,
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

function explanation({ actions }: DenyToDrop): string[] {
  return [
    `# Takes ${actions.join(", ")} out of every statement with "Effect": "Deny".`,
    "# Somebody put it there: look at what it is for first.",
  ];
}

function documentWithout(document: string, deny: DenyToDrop): string {
  return [
    "{",
    `  Version: ${document}.Version || \`"2012-10-17"\`,`,
    `  Statement: ${statementsWithout(document, deny)}`,
    "}",
  ].join("\n");
}

/**
 * A JMESPath expression for the statements of a document: those that are not concerned, the Denies without these
 * actions, and the Denies of all but what they list, which list these as well. `[x][]` makes a list of a single value
 * as well as of a list. No `!`: an interactive shell would take it for one of its own.
 */
export function statementsWithout(
  document: string,
  { actions, resourceArn }: Pick<DenyToDrop, "actions" | "resourceArn">,
): string {
  const all = `[${document}.Statement][]`;
  const resources = resourceArn && `\`${json(resourcePatterns(resourceArn))}\``;
  const elsewhere = resources ? ` || length([Resource][] | [?contains(${resources}, @)]) == \`0\`` : "";
  const here = resources ? ` && length([Resource][] | [?contains(${resources}, @)]) > \`0\`` : "";
  return [
    "[",
    `    ${all} | [?Effect == \`"Allow"\`${elsewhere}],`,
    `    ${all} | [?Effect == \`"Deny"\` && Action${here}].merge(@, {Action: [Action][]`,
    `      | [?contains(\`${json(actionPatterns(actions))}\`, @) == \`false\`]}) | [?Action],`,
    `    ${all} | [?Effect == \`"Deny"\` && NotAction${here}].merge(@, {NotAction: [NotAction,`,
    `      \`${json(actions)}\`][]})`,
    "  ][]",
  ].join("\n");
}

/** How a policy may name the actions: as they are, or by `*` after a whole word: `iam:Attach*`. */
function actionPatterns(actions: string[]): string[] {
  const patterns = actions.flatMap((action) => {
    const [service = "", name = ""] = action.split(":");
    const words = name.match(/[A-Z][a-z0-9]*/g) ?? [];
    const beginnings = words.map((_, index) => `${service}:${words.slice(0, index).join("")}*`);
    return [...beginnings, action];
  });
  return [...new Set(["*", ...patterns])];
}

/** As it is, or by `*` after a slash or a colon. */
function resourcePatterns(arn: string): string[] {
  const ends = [...arn.matchAll(/[:/]/g)].map(({ index }) => `${arn.slice(0, index + 1)}*`);
  return ["*", ...ends.slice(4), arn];
}

const isAws = (arn: string) => arn.includes(":iam::aws:");

/** A path may contain what would end the query or the shell's quotes. */
function json(patterns: string[]): string {
  return JSON.stringify(patterns).replaceAll("`", "\\`").replaceAll("'", `'\\''`);
}
