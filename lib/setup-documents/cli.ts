/** The set-up as a script for the AWS CLI. Browser-safe. */
import { cliRegionOption, homeRegion, type Partition } from "#lib/aws/partition.ts";
import { hasTags, type Tags } from "#lib/aws/tags.ts";
import { managedPolicyLines } from "#lib/iac/managed-policy-script.ts";
import { iam, indented, quote, quoteDocument, quotedTags } from "#lib/iac/shell.ts";
import { roleArnOf } from "#lib/role-arn/role-arn.ts";
import { ifForeign, readExisting } from "./foreign-role.ts";
import type { Setup } from "./setup.ts";
import {
  BOUNDARY_WHY,
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
  const { connectionRole, boundary, permissions, policies, tags } = setupPolicies(setup);
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
    // Before anything is made: the boundary of a role that is somebody else's is theirs too.
    refuseForeign(setup),
    ...(boundary ? [boundaryLines(boundary, tags, partition)] : []),
    connectionRoleLines(connectionRole, setup, boundary?.arn),
    [
      iam(partition, "put-role-policy", {
        "role-name": quote(connectionRole.name),
        "policy-name": quote(permissions.name),
        "policy-document": '"$permissions"',
      }),
    ],
    ...policies.map((policy) => [
      comment(`${policy.name}: ${policy.why}`),
      ...managedPolicyLines({ ...policy, quotedArn: quote(policy.arn), tags }, partition),
    ]),
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
  boundaryArn: string | undefined,
): string[] {
  const { partition, tags = {} } = setup;
  const role = { "role-name": quote(name) };
  const create = iam(partition, "create-role", {
    ...role,
    ...(path !== "/" && { path: quote(path) }),
    description: quote(description),
    ...(boundaryArn && { "permissions-boundary": quote(boundaryArn) }),
    ...(hasTags(tags) && { tags: quotedTags(tags) }),
    "assume-role-policy-document": '"$trust_policy"',
  });
  const update = iam(partition, "update-assume-role-policy", {
    ...role,
    "policy-document": '"$trust_policy"',
  });
  const bind = iam(partition, "put-role-permissions-boundary", {
    ...role,
    "permissions-boundary": quote(boundaryArn ?? ""),
  });
  return [
    'if [ -n "$existing" ]; then',
    indented(update),
    ...(boundaryArn ? [indented(bind)] : []),
    ...(hasTags(tags) ? [indented(iam(partition, "tag-role", { ...role, tags: quotedTags(tags) }))] : []),
    "else",
    indented(`${create} >/dev/null`),
    "fi",
  ];
}

function refuseForeign(setup: Setup): string[] {
  const there = roleOf(setup);
  return [
    `if ${readExisting(there)}; then`,
    ...[...ifForeign({ ...setup, role: there }), "  exit 1", "fi"].map(indented),
    "else",
    '  existing=""',
    "fi",
  ];
}

function boundaryLines(
  boundary: NonNullable<SetupPolicies["boundary"]>,
  tags: Tags,
  partition: Partition,
): string[] {
  const lines = managedPolicyLines({ ...boundary, quotedArn: quote(boundary.arn), tags }, partition);
  return [comment(`${boundary.name}: ${BOUNDARY_WHY}`), ...lines];
}

function roleOf({ partition, accountId, connectionRolePath: path = "/", connectionRoleName: name }: Setup) {
  return roleArnOf({ partition, accountId, path, name });
}

function comment(line: string): string {
  return `# ${line}`;
}
