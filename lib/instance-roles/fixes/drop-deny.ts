/** Commands that take a Deny out of policies whose text Rolecall has not read. Browser-safe. */
import { cliRegionOption, type Partition } from "#lib/aws/partition.ts";
import { iam, indented, quote } from "#lib/iac/shell.ts";

export type DenyToDrop = {
  partition: Partition;
  /** The role whose own policies are searched, unless `policyArn` says where the Deny is. */
  roleName: string;
  policyArn?: string;
  /** The Deny statements that cover one of these go … */
  actions: string[];
  /** … if they cover this resource as well, where it is given. */
  resourceArn?: string;
};

/** Rewrites the managed policy, or each of the policies written into the role, without the statements in the way. */
export function dropDenyCommands(deny: DenyToDrop): string[] {
  return deny.policyArn ? inManagedPolicy(deny, quote(deny.policyArn)) : inRole(deny);
}

/** The same for the permissions boundary of the role. */
export function dropDenyFromBoundary(deny: DenyToDrop): string[] {
  const region = cliRegionOption(deny.partition);
  const look = `aws iam get-role --role-name ${quote(deny.roleName)}${region} \\\n  --query Role.PermissionsBoundary.PermissionsBoundaryArn --output text`;
  return inManagedPolicy(deny, deny.policyArn ? quote(deny.policyArn) : `$(${look})`);
}

function inRole(deny: DenyToDrop): string[] {
  const { partition } = deny;
  const region = cliRegionOption(partition);
  const policy = { "role-name": '"$role"', "policy-name": '"$policy"' };
  return [
    ...explanation(deny),
    `role=${quote(deny.roleName)}`,
    `for policy in $(aws iam list-role-policies --role-name "$role"${region} --query 'PolicyNames[]' --output text); do`,
    indented(
      `document=$(aws iam get-role-policy --role-name "$role" --policy-name "$policy"${region} --output json --query '${withoutDeny("PolicyDocument", deny)}')`,
    ),
    "  case $document in",
    `    *'"Statement": []'*) ${iam(partition, "delete-role-policy", policy)} ;;`,
    `    *) ${iam(partition, "put-role-policy", { ...policy, "policy-document": '"$document"' })} ;;`,
    "  esac",
    "done",
  ];
}

function inManagedPolicy(deny: DenyToDrop, arn: string): string[] {
  const region = cliRegionOption(deny.partition);
  return [
    ...explanation(deny),
    `policy=${arn}`,
    `version=$(aws iam get-policy --policy-arn "$policy"${region} --query Policy.DefaultVersionId --output text)`,
    `document=$(aws iam get-policy-version --policy-arn "$policy" --version-id "$version"${region} --output json --query '${withoutDeny("PolicyVersion.Document", deny)}')`,
    iam(deny.partition, "create-policy-version", {
      "policy-arn": '"$policy"',
      "set-as-default": "",
      "policy-document": '"$document"',
    }),
  ];
}

function explanation({ actions }: DenyToDrop): string[] {
  return [
    `# Takes out every statement with "Effect": "Deny" that covers ${actions.join(", ")}.`,
    "# Look at what it is for first, and narrow it by hand if it has to go on denying something else.",
  ];
}

/** A JMESPath query: `[x][]` makes a list of a single statement, or action, as well as of a list of them. */
function withoutDeny(document: string, { actions, resourceArn }: DenyToDrop): string {
  const covers = [
    'Effect == `"Deny"`',
    `([Action][] | [?contains(\`${json(actionPatterns(actions))}\`, @)])`,
    ...(resourceArn ? [`([Resource][] | [?contains(\`${json(resourcePatterns(resourceArn))}\`, @)])`] : []),
  ].join("\n    && ");
  return [
    "{",
    `  Version: ${document}.Version || \`"2012-10-17"\`,`,
    `  Statement: [${document}.Statement][] | [?!(${covers})]`,
    "}",
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

/** A path may contain what would end the query or the shell's quotes. */
function json(patterns: string[]): string {
  return JSON.stringify(patterns).replaceAll("`", "\\`").replaceAll("'", `'\\''`);
}
