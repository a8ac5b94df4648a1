/** Writes a run's progress and its end. Each function is one short transaction in the run's workspace. */

import type { AuditAction } from "#lib/audit/record.ts";
import type { AwsCall } from "#lib/aws/call.ts";
import { directly, directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Failure, Warning } from "#lib/failures/failure.ts";
import type { LeftAlone } from "#lib/failures/left-alone.ts";
import type { Step } from "#lib/failures/step.ts";
import type { WaitingFor } from "#lib/waiting/waiting.ts";
import type { StepStatus } from "../status.ts";
import type { RegistrationJob } from "./job.ts";
import { type Confirmed, confirm } from "./ledger/attachment-store.ts";
import type { Claim } from "./ownership/claim-store.ts";
import { deleteLease, leaseKeyOf } from "./ownership/role-lease-store.ts";

/** A step as stored. Times are milliseconds since the epoch. */
export type StepRecord = {
  name: Step;
  status: StepStatus;
  startedAt: number;
  durationMs?: number;
  waitingFor?: WaitingFor;
  waitingSince?: number;
  awsCalls: StoredCall[];
};

/** `at` is in milliseconds since the run began. */
export type StoredCall = Omit<AwsCall, "at"> & { at: number };

export type Progress = {
  step: Step;
  waitingFor?: WaitingFor;
  waitingSince?: number;
  steps: StepRecord[];
};

/**
 * Writes the progress of a run, to the run and to its role.
 * @returns false when the role no longer waits for the run, or a later attempt has claimed it
 */
export async function writeProgress(run: Claim, progress: Progress): Promise<boolean> {
  const steps = JSON.stringify(progress.steps.map(stepRow));
  const [row] = await directlyIn<Count>(
    run.workspaceId,
    sql`
      WITH role AS (
        UPDATE instance_role
        SET step = ${progress.step}, waiting_for = ${json(progress.waitingFor)}::jsonb,
            waiting_since = ${time(progress.waitingSince)}::timestamptz, updated_at = now()
        WHERE ${run.stillCurrent}
        RETURNING 1
      ), steps AS (${upsertSteps(run, steps, sql`EXISTS (SELECT 1 FROM role)`)})
      SELECT count(*)::int AS role FROM role`,
  );
  return isOne(row);
}

/**
 * The end of a run, written in one transaction: the role, the run, its steps, and the release of the lease on the AWS
 * role.
 */
export type Settlement = {
  steps: StepRecord[];
  failure: Failure | null;
  /** Absent: as they were. */
  warnings?: Warning[];
  roleId?: string;
  instanceProfileArn?: string;
  requiredPolicies?: { name: string; arn: string; attachedBy: "rolecall" | "already_there" }[];
  connectionRoleId?: string;
  confirmed?: Confirmed[];
  /** The role goes on showing what an earlier run had set up, except for what was removed. */
  keepsSetUp?: boolean;
};

/**
 * Settles the role Active or Failed; Failed, too, after a removal that could not remove everything.
 * @returns false when the role no longer waits for the run
 */
export async function settleRun(run: Claim, settlement: Settlement): Promise<boolean> {
  const { failure, warnings, roleId, instanceProfileArn, requiredPolicies, connectionRoleId } = settlement;
  const { keepsSetUp = false } = settlement;
  const steps = JSON.stringify(settlement.steps.map(stepRow));
  const [row] = await directlyIn<Count>(
    run.workspaceId,
    sql`
      WITH role AS (
        UPDATE instance_role
        SET status = ${failure ? "FAILED" : "ACTIVE"}::instance_role_status,
            step = NULL, waiting_for = NULL, waiting_since = NULL,
            failure = ${json(failure ?? undefined)}::jsonb, warnings = coalesce(${json(warnings)}::jsonb, warnings),
            role_id = coalesce(${roleId ?? null}, role_id),
            instance_profile_arn = CASE WHEN ${keepsSetUp} THEN instance_profile_arn
              ELSE ${instanceProfileArn ?? null} END,
            required_policies = CASE WHEN ${keepsSetUp} THEN required_policies
              ELSE ${JSON.stringify(requiredPolicies ?? [])}::jsonb END,
            last_verified_at = CASE WHEN ${failure === null} THEN now() ELSE last_verified_at END,
            updated_at = now()
        WHERE ${run.stillCurrent}
        RETURNING 1
      ), run AS (
        UPDATE registration
        SET status = ${failure ? "FAILED" : "SUCCEEDED"}::registration_status,
            failure = ${json(failure ?? undefined)}::jsonb, finished_at = now()
        WHERE workspace_id = ${run.workspaceId}::uuid AND id = ${run.registrationId}::uuid
          AND EXISTS (SELECT 1 FROM role)
      ), account AS (
        UPDATE aws_account SET connection_role_id = ${connectionRoleId ?? null}
        WHERE workspace_id = ${run.workspaceId}::uuid AND id = ${run.connection.id}::uuid
          AND connection_role_id IS NULL AND ${connectionRoleId ?? null}::text IS NOT NULL
      ), lease AS (${deleteLease(leaseKeyOf(run))}
      ), confirmed AS (${confirm(settlement.confirmed ?? [])}
      ), steps AS (${upsertSteps(run, steps, sql`EXISTS (SELECT 1 FROM role)`)})
      SELECT count(*)::int AS role FROM role`,
  );
  return isOne(row);
}

/**
 * Deletes the role and its runs once everything is removed from AWS. The audit event remains, with what was left alone
 * and why, and what existed before.
 * @returns false when the role no longer waits for the run, or is deleted already
 */
export async function deleteInstanceRole(run: Claim, leftAlone: LeftAlone[]): Promise<boolean> {
  const rows = await directlyIn(
    run.workspaceId,
    sql`
      WITH gone AS (
        DELETE FROM instance_role WHERE ${run.stillCurrent} RETURNING name, role_arn, required_policies
      ), lease AS (${deleteLease(leaseKeyOf(run))}
      )
      INSERT INTO audit_event (workspace_id, id, actor_kind, actor_name, action, target_id, details)
      SELECT ${run.workspaceId}::uuid, ${uuid7()}::uuid, 'system', 'Rolecall', ${REMOVED}, ${run.instanceRoleId},
             jsonb_build_object(
               'name', name, 'roleArn', role_arn, 'left', ${JSON.stringify(leftAlone)}::jsonb,
               'thereBefore', jsonb_path_query_array(required_policies, '$[*] ? (@.attachedBy == "already_there").arn'))
      FROM gone
      RETURNING 1`,
  );
  return rows.length === 1;
}

const REMOVED: AuditAction = "instance_role.removed";

/** Marks a run as superseded by another run or a later attempt. */
export async function endSuperseded(run: Claim): Promise<void> {
  await directlyIn(
    run.workspaceId,
    sql`
      WITH lease AS (${deleteLease(leaseKeyOf(run))}
      )
      UPDATE registration SET status = 'SUPERSEDED', finished_at = now()
      WHERE workspace_id = ${run.workspaceId}::uuid AND id = ${run.registrationId}::uuid
        AND attempt = ${run.attempt} AND status = 'RUNNING'
        AND NOT EXISTS (
          SELECT 1 FROM instance_role r
          WHERE r.workspace_id = ${run.workspaceId}::uuid AND r.id = ${run.instanceRoleId}::uuid
            AND r.registration_id = ${run.registrationId}::uuid)`,
  );
}

export type Stray = RegistrationJob & { awsAccountId: string };

/** Finds, in all workspaces, roles in motion that no job will settle. */
export async function findStrays(queue: string, quietForSeconds: number): Promise<Stray[]> {
  return directly<Stray>(sql`
    SELECT workspace_id::text AS "workspaceId", instance_role_id::text AS "instanceRoleId",
           registration_id::text AS "registrationId", aws_account AS "awsAccountId"
    FROM stray_registrations(${queue}, make_interval(secs => ${quietForSeconds}))`);
}

function upsertSteps(run: Claim, steps: string, condition: Sql): Sql {
  return sql`
    INSERT INTO registration_step AS s
      (workspace_id, registration_id, name, status, waiting_for, waiting_since, started_at, duration_ms, aws_calls)
    SELECT ${run.workspaceId}::uuid, ${run.registrationId}::uuid, name, status, waiting_for, waiting_since,
           started_at, duration_ms, aws_calls
    FROM jsonb_to_recordset(${steps}::jsonb) AS given
      (name text, status text, waiting_for jsonb, waiting_since timestamptz, started_at timestamptz,
       duration_ms int, aws_calls jsonb)
    WHERE ${condition}
    ON CONFLICT (workspace_id, registration_id, name) DO UPDATE
    SET status = excluded.status, waiting_for = excluded.waiting_for, waiting_since = excluded.waiting_since,
        started_at = excluded.started_at, duration_ms = excluded.duration_ms, aws_calls = excluded.aws_calls`;
}

function stepRow(step: StepRecord) {
  return {
    name: step.name,
    status: step.status,
    waiting_for: step.waitingFor ?? null,
    waiting_since: time(step.waitingSince),
    started_at: time(step.startedAt),
    duration_ms: step.durationMs ?? null,
    aws_calls: step.awsCalls,
  };
}

type Count = { role: number };
const isOne = (row: Count | undefined) => row?.role === 1;
const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
