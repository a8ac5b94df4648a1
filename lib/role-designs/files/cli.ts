/** A role design as a script for the AWS CLI. Browser-safe. */
import { cliRegionOption, homeRegion } from "#lib/aws/partition.ts";
import { managedPolicyLines } from "#lib/iac/managed-policy-script.ts";
import { iam, indented, quietly, quote, quoteDocument, unless } from "#lib/iac/shell.ts";
import type { RoleDocuments } from "../documents.ts";
import type { RoleDesign } from "../schema.ts";

/** The tag of roles that this script created: it changes no others. */
const MADE_BY = { key: "rolecall:designed", value: "true" } as const;

/**
 * Returns a bash script that creates the role, its policy and its instance profile; run again, it corrects differences.
 * It stops before any change where a role of the name was not created by it, or the credentials are for another
 * account.
 */
export function roleScript(design: RoleDesign, documents: RoleDocuments): string {
  const { partition } = design;
  const parts = [
    [
      "#!/usr/bin/env bash",
      `# Makes the IAM role ${design.roleName} as designed in Rolecall. It can be run again at any time.`,
      "set -euo pipefail",
      `export AWS_PAGER="" AWS_REGION=${homeRegion(partition)} AWS_DEFAULT_REGION=${homeRegion(partition)}`,
    ],
    account(design),
    role(design, documents),
    tags(design),
    permissions(design, documents),
    ...(hasProfile(design) ? [profile(design, documents)] : []),
    [
      `echo "The role is ready. Register this ARN in Rolecall:"`,
      `aws iam get-role --role-name ${quote(design.roleName)}${cliRegionOption(partition)} --query Role.Arn --output text`,
    ],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Whether the design has an instance profile: machines need one; tasks, pods and other principals do not. */
export function hasProfile({ trustedBy }: Pick<RoleDesign, "trustedBy">): boolean {
  return trustedBy.some(({ kind }) => kind === "ec2");
}

function account({ accountId, partition }: RoleDesign): string[] {
  const read = `account=$(aws sts get-caller-identity${cliRegionOption(partition)} --query Account --output text)`;
  if (!accountId) return [read];
  return [
    read,
    `if [ "$account" != ${accountId} ]; then`,
    `  echo "These credentials are of account $account. Use some of account ${accountId}." >&2`,
    "  exit 1",
    "fi",
  ];
}

function role(design: RoleDesign, { trustPolicy }: RoleDocuments): string[] {
  const { partition, roleName, path, maxSessionSeconds, permissionsBoundaryArn } = design;
  const name = { "role-name": quote(roleName) };
  const mark = `Role.Tags[?Key=='${MADE_BY.key}'].Value | [0]`;
  const session: Record<string, string> = maxSessionSeconds
    ? { "max-session-duration": `${maxSessionSeconds}` }
    : {};
  const create = iam(partition, "create-role", {
    ...name,
    ...(path !== "/" && { path: quote(path) }),
    ...session,
    ...(permissionsBoundaryArn && { "permissions-boundary": quote(permissionsBoundaryArn) }),
    tags: `Key=${MADE_BY.key},Value=${MADE_BY.value}`,
    "assume-role-policy-document": '"$trust_policy"',
  });
  const change = [
    iam(partition, "update-assume-role-policy", { ...name, "policy-document": '"$trust_policy"' }),
    ...(maxSessionSeconds ? [iam(partition, "update-role", { ...name, ...session })] : []),
    ...(permissionsBoundaryArn
      ? [
          iam(partition, "put-role-permissions-boundary", {
            ...name,
            "permissions-boundary": quote(permissionsBoundaryArn),
          }),
        ]
      : []),
  ];
  return [
    "# Who may use the role.",
    `trust_policy=${quoteDocument(trustPolicy)}`,
    `if made=$(${iam(partition, "get-role", { ...name, query: quote(mark), output: "text" })} 2>/dev/null); then`,
    `  if [ "$made" != ${MADE_BY.value} ]; then`,
    `    echo "There is a role ${roleName} already, and this script did not make it. Choose another name." >&2`,
    "    exit 1",
    "  fi",
    ...change.map(indented),
    "else",
    indented(`${create} >/dev/null`),
    "fi",
  ];
}

function tags({ partition, roleName, tags: wanted }: RoleDesign): string[] {
  const pairs = Object.entries(wanted).map(([Key, Value]) => ({ Key, Value }));
  if (pairs.length === 0) return [];
  return [iam(partition, "tag-role", { "role-name": quote(roleName), tags: quoteDocument(pairs) })];
}

function permissions(
  design: RoleDesign,
  { permissionPolicy, permissionPolicyName }: RoleDocuments,
): string[] {
  const { partition, roleName, inline } = design;
  if (!permissionPolicy) return [];
  if (inline) {
    return [
      "# What it may do.",
      iam(partition, "put-role-policy", {
        "role-name": quote(roleName),
        "policy-name": quote(permissionPolicyName),
        "policy-document": quoteDocument(permissionPolicy),
      }),
    ];
  }
  const arn = `"arn:${partition}:iam::$account:policy/${permissionPolicyName}"`;
  const policy = {
    name: permissionPolicyName,
    quotedArn: arn,
    path: "/",
    document: permissionPolicy,
    madeBy: MADE_BY,
  };
  return [
    "# What it may do.",
    ...managedPolicyLines(policy, partition),
    iam(partition, "attach-role-policy", { "role-name": quote(roleName), "policy-arn": arn }),
  ];
}

function profile({ partition, roleName }: RoleDesign, { profileName }: RoleDocuments): string[] {
  const name = { "instance-profile-name": quote(profileName) };
  const get = iam(partition, "get-instance-profile", name);
  const held = iam(partition, "get-instance-profile", {
    ...name,
    query: quote("InstanceProfile.Roles[0].RoleName"),
    output: "text",
  });
  const add = iam(partition, "add-role-to-instance-profile", { ...name, "role-name": quote(roleName) });
  return [
    "# The instance profile, which EC2 wants in place of the role.",
    unless(get, `${quietly(iam(partition, "create-instance-profile", name)).replace(" 2>&1", "")}`),
    `held=$(${held})`,
    `if [ "$held" = None ]; then`,
    indented(add),
    `elif [ "$held" != ${quote(roleName)} ]; then`,
    `  echo "The instance profile ${profileName} holds another role, $held. Choose another name for the profile." >&2`,
    "  exit 1",
    "fi",
  ];
}
