/** Builds the response for an AWS account; every field is listed explicitly. Texts are rendered here, never stored. */
import { isPartition, type Partition } from "#lib/aws/partition.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { describeFailure } from "#lib/failures/failure-reasons.ts";
import type { FailureSubject } from "#lib/failures/reasons/reason.ts";
import type { FailureView } from "#lib/failures/view.ts";
import { type DiffLine, diffPolicies } from "#lib/iam-policy/diff.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { connectionPermissions, permissionDocument } from "#lib/setup-documents/permissions.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { choicesOf, scopeOf, setupOf } from "./account-setup.ts";
import { describeFinding, titleOf } from "./check-words.ts";
import type { StoredCheck } from "./checks/finding.ts";
import type { AwsAccountRow } from "./store.ts";
import { upgradeOf } from "./upgrade.ts";
import type { AwsAccountView, CheckView } from "./view.ts";

/** `platformPrincipalArn`: for the trust policies that fixes show. */
export function toAccountView(
  ctx: Pick<Ctx, "role">,
  row: AwsAccountRow,
  platformPrincipalArn: string | null,
): AwsAccountView {
  const pendingExternalId = ctx.role === "ADMIN" ? row.pendingExternalId : null;
  const describe = describerFor({ ...row, pendingExternalId }, platformPrincipalArn);
  const checks = (row.checks as StoredCheck[]).filter((check) => !isMoot(check, row));
  const setup = setupOf(row.setup);
  const upgrade = upgradeOf(checks);
  const diff = upgrade && policyDiff(row, checks);
  return {
    id: row.id,
    accountId: row.accountId,
    partition: row.partition,
    ...(row.name && { name: row.name }),
    ...(row.alias && { alias: row.alias }),
    connectionRoleArn: row.connectionRoleArn,
    externalId: row.externalId,
    ...(pendingExternalId && { pendingExternalId }),
    ...(platformPrincipalArn && { platformPrincipalArn }),
    status: row.status,
    ...(row.failure && { failure: describe(row.failure as Failure) }),
    checks: checks.map((check) => checkView(check, describe)),
    ...(row.checkedAt && { checkedAt: row.checkedAt.toISOString() }),
    ...(row.checkId && row.checkRequestedAt && { checking: { since: row.checkRequestedAt.toISOString() } }),
    ...(row.connectedAt && { connectedAt: row.connectedAt.toISOString() }),
    setup: {
      includeBulkRead: setup.includeBulkRead,
      includeAttach: setup.includeAttach ?? false,
      includeListRoles: setup.includeListRoles ?? false,
      withoutBoundary: setup.withoutBoundary ?? false,
      regions: setup.regions ?? [],
      neverMakeProfiles: setup.neverMakeProfiles ?? false,
      tags: setup.tags ?? {},
      ...scopeOf(setup),
    },
    ...(upgrade && { upgrade: { ...upgrade, ...(diff && { diff }) } }),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    version: Number(row.version),
  };
}

/** Diffs the connection role's inline policy, as the last check read it, with that of the set-up documents. */
function policyDiff(row: AwsAccountRow, checks: StoredCheck[]): DiffLine[] | null {
  const open = checks.find((check) => check.status === "warning" && check.finding === "can_change_itself");
  const text = open && "facts" in open ? (open.facts as { document?: string }).document : undefined;
  const parsed = text ? parsePolicy(text) : null;
  if (!parsed?.ok || !isPartition(row.partition)) return null;
  const { name: connectionRoleName, path: connectionRolePath } = roleArnFrom(row.connectionRoleArn);
  const account = { accountId: row.accountId, partition: row.partition };
  const wanted = connectionPermissions({
    ...account,
    ...setupOf(row.setup),
    connectionRoleName,
    connectionRolePath,
    requiredPolicies: requiredPoliciesFor(account, requiredPolicySet()),
  });
  return diffPolicies(parsed.document.json, permissionDocument(wanted));
}

/** That a new external ID waits, where somebody has cancelled it since. */
function isMoot(check: StoredCheck, { pendingExternalId }: AwsAccountRow): boolean {
  return check.status === "warning" && check.finding === "rotation_pending" && pendingExternalId === null;
}

type Describe = (failure: Failure) => FailureView;

function checkView(check: StoredCheck, describe: Describe): CheckView {
  const { name, status } = check;
  const title = titleOf(name);
  if (check.status !== "failed") return { name, title, status, detail: describeFinding(check) };
  const { detail, fixes } = describe(check.failure);
  const [fix] = fixes;
  return { name, title, status, detail, ...(fix && { fix }) };
}

function describerFor(row: AwsAccountRow, platformPrincipalArn: string | null): Describe {
  const subject = subjectOf(row, platformPrincipalArn);
  return (failure) => describeFailure(failure, subject);
}

/** An account's reasons are about its connection role. */
function subjectOf(row: AwsAccountRow, platformPrincipalArn: string | null): FailureSubject {
  const { accountId, connectionRoleArn, pendingExternalId, retiredExternalId, alias } = row;
  if (!isPartition(row.partition)) throw new Error(`account ${row.id} is in no known partition`);
  const partition: Partition = row.partition;
  // A trust policy that is written now is written with the new one.
  const externalId = pendingExternalId ?? row.externalId;
  const known = [row.externalId, retiredExternalId].filter((id) => id !== null);
  return {
    roleArn: roleArnFrom(connectionRoleArn),
    requiredPolicies: requiredPoliciesFor({ accountId, partition }, requiredPolicySet()),
    connection: {
      accountId,
      partition,
      connectionRoleArn,
      externalId,
      earlierExternalIds: known.filter((id) => id !== externalId),
      platformPrincipalArn,
      ...(alias && { accountAlias: alias }),
      ...choicesOf(row.setup),
    },
  };
}
