/** Reads and writes checks of roles. Each function is one short transaction in the role's workspace. */
import { insertAuditEvent } from "#lib/audit/store.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import { connectionOf } from "../connection-of.ts";
import type { Status } from "../status.ts";
import { findRole } from "../store.ts";
import { LOST_AFTER_MINUTES, type RoleCheckJob } from "./job.ts";
import type { KnownRole } from "./known.ts";

/** `joined`: a check is under way already. `never_active`: no registration of the role has succeeded yet. */
export type Begun = "begun" | "joined" | "never_active" | "not_in_this_state" | "not_found";

/**
 * Begins a check of each role that has been Active, unless one is under way. A Failed role is checked where a check
 * failed it: after a failed registration there is no set-up to compare with.
 */
export async function beginChecks(
  tx: Tx,
  workspaceId: string,
  asked: { instanceRoleId: string; checkId: string }[],
): Promise<Map<string, { begun: Begun; accountId?: string }>> {
  const rows = await tx.$queryRaw<{ id: string; begun: Begun; accountId: string }[]>`
    with asked as (
      select "instanceRoleId" as id, "checkId" as check_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as given ("instanceRoleId" uuid, "checkId" uuid)
    ), role as (
      select r.id, asked.check_id, a.account_id,
        case when r.status not in ('ACTIVE', 'FAILED') then 'not_in_this_state'
             when r.status = 'FAILED' and (run.kind is distinct from 'REGISTER' or run.status <> 'SUCCEEDED')
               then 'never_active'
             when r.check_id is not null
               and r.check_requested_at > now() - make_interval(mins => ${LOST_AFTER_MINUTES}::int) then 'joined'
             else 'begun' end as begun
      from instance_role r
      join asked on asked.id = r.id
      join aws_account a on a.workspace_id = r.workspace_id and a.id = r.aws_account_id
      left join registration run on run.workspace_id = r.workspace_id and run.id = r.registration_id
      where r.workspace_id = ${workspaceId}::uuid
      order by r.id for update of r
    ), begun as (
      update instance_role r set check_id = role.check_id, check_requested_at = now(), updated_at = now()
      from role where r.workspace_id = ${workspaceId}::uuid and r.id = role.id and role.begun = 'begun'
    )
    select id, begun, account_id as "accountId" from role`;
  return new Map(rows.map(({ id, begun, accountId }) => [id, { begun, accountId }]));
}

/**
 * Returns the role a check is for, with its account; null where it was deleted or another check has replaced this one.
 */
export function findChecked(job: RoleCheckJob): Promise<(KnownRole & { accountRef: string }) | null> {
  const { workspaceId, instanceRoleId, checkId } = job;
  return inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId, id: instanceRoleId, checkId };
    if (!(await tx.instanceRole.findFirst({ where, select: { id: true } }))) return null;
    const role = await findRole(tx, workspaceId, instanceRoleId);
    const account = role && (await findAccount(tx, workspaceId, role.accountRef));
    if (!account) return null;
    const { roleId, acceptance, instanceProfileArn, requiredPolicies, lastVerifiedAt, accountRef } = role;
    return {
      workspaceId,
      roleArn: roleArnFrom(role.roleArn),
      connection: connectionOf(account),
      roleId,
      acceptance,
      instanceProfileArn,
      policyArns: requiredPolicies.map(({ arn }) => arn),
      lastVerifiedAt,
      accountRef,
    };
  });
}

/** The result of a check. `failure` null: the role is unchanged. */
export type CheckEnd =
  | { reached: true; failure: Failure | null; warnings: Warning[] }
  | { reached: false; why: Failure };

/**
 * Settles the role Active or Failed and records a change; a role that could not be read keeps its status.
 * @returns false when another check or a run has replaced this one
 */
export function settleCheck(job: RoleCheckJob, end: CheckEnd): Promise<boolean> {
  return inWorkspace(job.workspaceId, (tx) =>
    end.reached ? settle(tx, job, end) : settleUnseen(tx, job, end.why),
  );
}

async function settle(
  tx: Tx,
  job: RoleCheckJob,
  { failure, warnings }: CheckEnd & { reached: true },
): Promise<boolean> {
  const { workspaceId, instanceRoleId, checkId } = job;
  const status: Status = failure ? "FAILED" : "ACTIVE";
  const [row] = await tx.$queryRaw<{ was: Status }[]>`
    update instance_role r
    set status = ${status}::instance_role_status,
        failure = ${failure ? JSON.stringify(failure) : null}::jsonb,
        warnings = ${JSON.stringify(failure ? [] : warnings)}::jsonb,
        last_verified_at = case when ${failure === null} then now() else r.last_verified_at end,
        check_id = null, check_requested_at = null, check_failure = null, updated_at = now()
    from (select status::text as was from instance_role
          where workspace_id = ${workspaceId}::uuid and id = ${instanceRoleId}::uuid for update) prior
    where r.workspace_id = ${workspaceId}::uuid and r.id = ${instanceRoleId}::uuid
      and r.check_id = ${checkId}::uuid and r.status in ('ACTIVE', 'FAILED')
    returning prior.was`;
  if (!row) return false;
  if (row.was !== status) {
    await insertAuditEvent(tx, {
      workspaceId,
      actorKind: "system",
      actorName: "Rolecall",
      action: failure ? "instance_role.failed" : "instance_role.recovered",
      targetId: instanceRoleId,
      details: { from: row.was, to: status, ...(failure && { reason: failure.reason }) },
    });
  }
  return true;
}

async function settleUnseen(tx: Tx, job: RoleCheckJob, why: Failure): Promise<boolean> {
  const { workspaceId, instanceRoleId: id, checkId } = job;
  const data = { checkId: null, checkRequestedAt: null, checkFailure: why as object };
  const { count } = await tx.instanceRole.updateMany({ where: { workspaceId, id, checkId }, data });
  return count > 0;
}
