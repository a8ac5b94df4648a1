/** The queries of an account check. Each function is one short transaction in the account's workspace. */

import { insertAuditEvent } from "#lib/audit/store.ts";
import { isPartition, type Partition } from "#lib/aws/partition.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { type AccountSetup, setupOf } from "./account-setup.ts";
import type { AccountCheckJob } from "./check-job.ts";
import type { CheckedAccount } from "./checks/checking.ts";
import type { StoredCheck } from "./checks/finding.ts";
import { withExternalIds } from "./connection/encrypted-external-id.ts";

/** After this time a check counts as lost. */
const LOST_AFTER = "10 minutes";

/**
 * Starts a check unless one is running.
 * @returns whether it was started; false also where the account does not exist
 */
export async function beginCheck(
  tx: Tx,
  { workspaceId, awsAccountId, checkId }: Omit<AccountCheckJob, "scheduled">,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE aws_account SET check_id = ${checkId}::uuid, check_requested_at = now(), updated_at = now()
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${awsAccountId}::uuid
      AND (check_id IS NULL OR check_requested_at <= now() - ${LOST_AFTER}::interval)`;
  return count > 0;
}

/** Accounts whose last check is old, over all workspaces. */
export async function accountsDue(
  minutes: number,
  most: number,
): Promise<{ workspaceId: string; awsAccountId: string }[]> {
  return db().$queryRaw`
    SELECT workspace_id::text AS "workspaceId", id::text AS "awsAccountId"
    FROM accounts_due_for_check(make_interval(mins => ${minutes}::int), ${most}::int)`;
}

/** Returns the account of a check; null if it was deleted, or another check has replaced this one. */
export async function findChecked(job: AccountCheckJob): Promise<CheckedAccount | null> {
  const { workspaceId, awsAccountId: id, checkId } = job;
  const row = await inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.findFirst({
      where: { workspaceId, id, checkId },
      select: {
        partition: true,
        accountId: true,
        connectionRoleArn: true,
        connectionRoleId: true,
        externalId: true,
        pendingExternalId: true,
        retiredExternalId: true,
        sourceIdentity: true,
        workspace: { select: { slug: true } },
        status: true,
        setup: true,
        checkedAt: true,
      },
    }),
  );
  if (!row) return null;
  if (!isPartition(row.partition)) throw new Error(`account ${id} is in no known partition`);
  const { workspace, checkedAt, ...account } = withExternalIds(id, row);
  const partition: Partition = row.partition;
  const isProven = row.status === "CONNECTED" && checkedAt !== null;
  const setup = setupOf(row.setup);
  const { regions = [], neverMakeProfiles = false, tags = {} } = setup;
  return {
    ...account,
    id,
    partition,
    isProven,
    setup,
    regions,
    neverMakeProfiles,
    tags,
    workspaceSlug: workspace.slug,
  };
}

/** Stores the results so far. @returns false if another check has replaced this one */
export async function writeChecks(job: AccountCheckJob, checks: StoredCheck[]): Promise<boolean> {
  const { workspaceId, awsAccountId: id, checkId } = job;
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.updateMany({ where: { workspaceId, id, checkId }, data: { checks: checks as object[] } }),
  );
  return count > 0;
}

/** The result of a check. */
export type CheckOutcome = {
  checks: StoredCheck[];
  failure: Failure | null;
  /** AROA… where the role could be assumed. */
  connectionRoleId?: string;
  /** Undefined: it could not be read. */
  alias?: string | null;
  /** Undefined: it could not be determined. */
  sourceIdentity?: string | null;
  /** The new external ID, which takes the place of the old. */
  promotedExternalId?: string;
  /** The version of the permissions that the role has in full. */
  permissionsVersion?: AccountSetup["permissionsVersion"];
};

/** Settles the account Connected or Failed, and writes down when that is a change. */
export async function settleCheck(job: AccountCheckJob, outcome: CheckOutcome): Promise<boolean> {
  const { workspaceId, awsAccountId } = job;
  const { failure, alias, sourceIdentity } = outcome;
  const status = failure ? "FAILED" : "CONNECTED";
  const setup = outcome.permissionsVersion ? { permissionsVersion: outcome.permissionsVersion } : {};
  return inWorkspace(workspaceId, async (tx) => {
    const prior = await lockAccount(tx, job);
    if (!prior) return false;
    const isPromoted = prior.pending !== null && prior.pending === outcome.promotedExternalId;
    const settled = await tx.$executeRaw`
      UPDATE aws_account a
      SET status = ${status}::aws_account_status,
          failure = ${failure ? JSON.stringify(failure) : null}::jsonb,
          checks = ${JSON.stringify(outcome.checks)}::jsonb,
          checked_at = now(), check_id = NULL, check_requested_at = NULL, updated_at = now(),
          alias = CASE WHEN ${alias !== undefined} THEN ${alias ?? null}::text ELSE a.alias END,
          source_identity = CASE WHEN ${sourceIdentity !== undefined} THEN ${sourceIdentity ?? null}::text
                                 ELSE a.source_identity END,
          connection_role_id = coalesce(${outcome.connectionRoleId ?? null}::text, a.connection_role_id),
          connected_at = CASE WHEN ${failure === null} THEN coalesce(a.connected_at, now())
                              WHEN a.status = 'CONNECTED' THEN coalesce(a.connected_at, a.created_at)
                              ELSE a.connected_at END,
          retired_external_id = CASE WHEN ${isPromoted} THEN a.external_id
                                     ELSE a.retired_external_id END,
          external_id = CASE WHEN ${isPromoted} THEN a.pending_external_id ELSE a.external_id END,
          pending_external_id = CASE WHEN ${isPromoted} THEN NULL
                                     ELSE a.pending_external_id END,
          setup = a.setup || ${JSON.stringify(setup)}::jsonb
      WHERE a.workspace_id = ${workspaceId}::uuid AND a.id = ${awsAccountId}::uuid
        AND a.check_id = ${job.checkId}::uuid`;
    if (settled === 0) return false;
    if (prior.status !== status) await recordChange(tx, job, { from: prior.status, to: status, failure });
    return true;
  });
}

/** The account as it was before, and stays until the transaction ends. `pending`: its new external ID in clear text. */
async function lockAccount(
  tx: Tx,
  { workspaceId, awsAccountId: id }: AccountCheckJob,
): Promise<{ status: string; pending: string | null } | null> {
  const [row] = await tx.$queryRaw<
    { status: string; externalId: string; pendingExternalId: string | null }[]
  >`
    SELECT status::text AS status, external_id AS "externalId", pending_external_id AS "pendingExternalId"
    FROM aws_account WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!row) return null;
  return { status: row.status, pending: withExternalIds(id, row).pendingExternalId };
}

async function recordChange(
  tx: Tx,
  { workspaceId, awsAccountId }: AccountCheckJob,
  { from, to, failure }: { from: string; to: string; failure: Failure | null },
): Promise<void> {
  await insertAuditEvent(tx, {
    workspaceId,
    actorKind: "system",
    actorName: "Rolecall",
    action: to === "CONNECTED" ? "aws_account.connected" : "aws_account.failed",
    targetId: awsAccountId,
    details: { from, to, ...(failure && { reason: failure.reason }) },
  });
}
