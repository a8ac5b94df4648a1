/** The set-up as a script for the AWS CLI. Browser-safe. */
import { cliRegionOption, homeRegion, type Partition } from "#lib/aws/partition.ts";
import { iam, indented, quietly, quote, quoteDocument } from "#lib/iac/shell.ts";
import { roleArnOf } from "#lib/role-arn/role-arn.ts";
import { ifForeign, readExisting } from "./foreign-role.ts";
import type { Setup } from "./setup.ts";
import {
  reasonLines,
  type SetupPolicies,
  setupHeading,
  setupPolicies,
  trustLines,
} from "./setup-policies.ts";

/**
 * A bash script that creates what is missing and corrects what differs, so that it can be run again at any time.
 * It stops before doing anything when the credentials are of another account, and prints the role's ARN at the end.
 */
export function cliScript(setup: Setup): string {
  const { connectionRole, permissions, policies } = setupPolicies(setup);
  const { partition } = setup;
  const parts = [
    [
      "#!/usr/bin/env bash",
      ...setupHeading(setup).map(comment),
      comment("It can be run again at any time."),
      "set -euo pipefail",
      // IAM has one endpoint for the whole partition, but the AWS CLI wants a Region to find the partition by.
      `export AWS_PAGER="" AWS_REGION=${homeRegion(partition)} AWS_DEFAULT_REGION=${homeRegion(partition)}`,
    ],
    rightAccount(setup),
    [
      "# Who may use the connection role.",
      ...trustLines().map(comment),
      `trust_policy=${quoteDocument(connectionRole.trustPolicy)}`,
    ],
    [
      "# What it may do.",
      ...permissions.reasons.flatMap(reasonLines).map(comment),
      `permissions=${quoteDocument(permissions.document)}`,
    ],
    connectionRoleLines(connectionRole, setup),
    [
      iam(partition, "put-role-policy", {
        "role-name": quote(connectionRole.name),
        "policy-name": quote(permissions.name),
        "policy-document": '"$permissions"',
      }),
    ],
    ...policies.map((policy) => policyLines(policy, partition)),
    [`echo ${quote(roleOf(setup).arn)}`],
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function rightAccount({ accountId, partition }: Setup): string[] {
  return [
    `account=$(aws sts get-caller-identity${cliRegionOption(partition)} --query Account --output text)`,
    `if [ "$account" != ${accountId} ]; then`,
    `  echo "These credentials are of account $account. Use some of account ${accountId}." >&2`,
    "  exit 1",
    "fi",
  ];
}

function connectionRoleLines(
  { name, path, description }: SetupPolicies["connectionRole"],
  setup: Setup,
): string[] {
  const { partition } = setup;
  const role = { "role-name": quote(name) };
  const create = iam(partition, "create-role", {
    ...role,
    ...(path !== "/" && { path: quote(path) }),
    description: quote(description),
    "assume-role-policy-document": '"$trust_policy"',
  });
  const update = iam(partition, "update-assume-role-policy", {
    ...role,
    "policy-document": '"$trust_policy"',
  });
  const there = roleOf(setup);
  return [
    `if ${readExisting(there)}; then`,
    ...[...ifForeign({ ...setup, role: there }), "  exit 1", "fi"].map(indented),
    indented(update),
    "else",
    indented(`${create} >/dev/null`),
    "fi",
  ];
}

function roleOf({ partition, accountId, connectionRolePath: path = "/", connectionRoleName: name }: Setup) {
  return roleArnOf({ partition, accountId, path, name });
}

/** A version is added only when the document differs; the oldest makes room, because a policy has five at most. */
function policyLines(
  { name, arn, path, document, why }: SetupPolicies["policies"][number],
  partition: Partition,
): string[] {
  const region = cliRegionOption(partition);
  const policy = { "policy-arn": quote(arn) };
  const create = iam(partition, "create-policy", {
    "policy-name": quote(name),
    ...(path !== "/" && { path: quote(path) }),
    "policy-document": '"$document"',
  });
  const isCurrent = `"PolicyVersion.Document == \\\`$document\\\`"`;
  const oldest = "sort_by(Versions[?!IsDefaultVersion], &CreateDate)[0].VersionId";
  return [
    `# ${name}: ${why}`,
    `document=${quoteDocument(document)}`,
    `if ! ${quietly(iam(partition, "get-policy", policy))}; then`,
    indented(`${create} >/dev/null`),
    "else",
    `  version=$(aws iam get-policy --policy-arn ${quote(arn)}${region} --query Policy.DefaultVersionId --output text)`,
    `  same=$(aws iam get-policy-version --policy-arn ${quote(arn)} --version-id "$version"${region} \\\n    --query ${isCurrent} --output json)`,
    '  if [ "$same" != true ]; then',
    `    if [ "$(aws iam list-policy-versions --policy-arn ${quote(arn)}${region} --query 'length(Versions)' --output json)" -ge 5 ]; then`,
    `      oldest=$(aws iam list-policy-versions --policy-arn ${quote(arn)}${region} --query '${oldest}' --output text)`,
    `      aws iam delete-policy-version --policy-arn ${quote(arn)} --version-id "$oldest"${region}`,
    "    fi",
    indented(
      indented(
        `${iam(partition, "create-policy-version", { ...policy, "set-as-default": "", "policy-document": '"$document"' })} >/dev/null`,
      ),
    ),
    "  fi",
    "fi",
  ];
}

function comment(line: string): string {
  return `# ${line}`;
}
