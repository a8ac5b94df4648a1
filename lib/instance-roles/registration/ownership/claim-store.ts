/** Claims a run for a worker, in one statement that also returns everything the run needs. */
import { isPartition } from "#lib/aws/partition.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import { withExternalIds } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import type { Acceptance } from "#lib/failures/acceptance.ts";
import { type RoleArn, roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { RegistrationKind } from "../../status.ts";
import type { RegistrationJob } from "../job.ts";
import { insertLease } from "./role-lease-store.ts";

/** A run that a worker has claimed, committed. `attempt` is its fencing token: a later attempt makes this one end. */
export type Claim = RegistrationJob & {
  kind: RegistrationKind;
  attempt: number;
  /** Who asked for the run, and with which request. */
  requestedBy: string;
  requestId: string | null;
  roleArn: RoleArn;
  /** AROA… of the role, from the run before. */
  roleId: string | null;
  /** A finding that an admin accepted. */
  acceptance: Acceptance | null;
  /** Of several instance profiles that hold the role, the one an admin chose. */
  chosenProfileArn: string | null;
  connection: Connection;
  /** The removal was requested although instances run with the role. */
  forced: boolean;
  /** Whether the role still waits for this run. */
  isCurrent: boolean;
  /** The lease on the AWS role was free, and has been taken. */
  tookLease: boolean;
  /** The SQL condition of every write of the attempt, for an UPDATE or DELETE of instance_role. */
  stillCurrent: Sql;
};

type ClaimRow = Pick<
  Claim,
  | "kind"
  | "attempt"
  | "requestedBy"
  | "requestId"
  | "roleId"
  | "acceptance"
  | "chosenProfileArn"
  | "forced"
  | "isCurrent"
  | "tookLease"
> &
  Omit<Connection, "id" | "partition"> & { roleArn: string; accountRowId: string; partition: string };

/**
 * SQL: the role to lease, only where its account is connected: a workspace that only names an account must not block
 * others.
 */
const roleToLease = sql`
  SELECT role.role_arn, run.attempt FROM role JOIN run ON run.instance_role_id = role.id
  WHERE role.is_current AND (run.kind = 'REMOVE' OR EXISTS (
    SELECT 1 FROM aws_account a
    WHERE a.workspace_id = role.workspace_id AND a.id = role.aws_account_id AND a.status = 'CONNECTED'))`;

/**
 * Begins a run, or begins it again after a crash, and takes the lease on the AWS role where it is free.
 * @returns null where the run has ended already, or its role was deleted
 */
export async function claimRun(job: RegistrationJob): Promise<Claim | null> {
  const [row] = await directlyIn<ClaimRow>(
    job.workspaceId,
    sql`
      WITH run AS (
        UPDATE registration
        SET status = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, now())
        WHERE workspace_id = ${job.workspaceId}::uuid AND id = ${job.registrationId}::uuid
          AND status IN ('QUEUED', 'RUNNING')
        RETURNING kind, attempt, forced, instance_role_id, requested_by, request_id
      ), earlier AS (
        DELETE FROM registration_step
        WHERE workspace_id = ${job.workspaceId}::uuid AND registration_id = ${job.registrationId}::uuid
          AND EXISTS (SELECT 1 FROM run WHERE attempt > 1)
      ), role AS (
        SELECT r.*, (r.registration_id = ${job.registrationId}::uuid
          AND r.status::text = CASE run.kind WHEN 'REMOVE' THEN 'DELETING' ELSE 'REGISTERING' END) AS is_current
        FROM run JOIN instance_role r ON r.workspace_id = ${job.workspaceId}::uuid AND r.id = run.instance_role_id
      ), lease AS (${insertLease(roleToLease, job.registrationId)})
      SELECT run.kind::text AS "kind", run.attempt AS "attempt", r.role_arn AS "roleArn", r.role_id AS "roleId",
             run.requested_by AS "requestedBy", run.request_id AS "requestId",
             r.acceptance AS "acceptance", r.chosen_profile_arn AS "chosenProfileArn", run.forced AS "forced",
             r.is_current AS "isCurrent", EXISTS (SELECT 1 FROM lease) AS "tookLease",
             a.id::text AS "accountRowId", a.partition AS "partition", a.account_id::text AS "accountId",
             a.connection_role_arn AS "connectionRoleArn", a.connection_role_id AS "connectionRoleId",
             a.external_id AS "externalId", a.pending_external_id AS "pendingExternalId",
             a.retired_external_id AS "retiredExternalId", a.source_identity AS "sourceIdentity",
             coalesce(a.setup -> 'regions', '[]') AS "regions", coalesce(a.setup -> 'tags', '{}') AS "tags",
             coalesce((a.setup ->> 'neverMakeProfiles')::boolean, false) AS "neverMakeProfiles",
             a.checked_at IS NOT NULL AND a.status = 'CONNECTED' AS "isProven"
      FROM run
      JOIN role r ON r.id = run.instance_role_id
      JOIN aws_account a ON a.workspace_id = r.workspace_id AND a.id = r.aws_account_id`,
  );
  if (!row) return null;
  const {
    kind,
    attempt,
    requestedBy,
    requestId,
    roleArn,
    roleId,
    acceptance,
    forced,
    chosenProfileArn,
    isCurrent,
    tookLease,
    accountRowId: id,
    partition,
    ...account
  } = row;
  if (!isPartition(partition)) throw new Error(`account ${id} is in no known partition`);
  return {
    ...job,
    kind,
    attempt,
    requestedBy,
    requestId,
    isCurrent,
    tookLease,
    stillCurrent: currentAttempt(job, kind, attempt),
    roleArn: roleArnFrom(roleArn),
    roleId,
    acceptance,
    forced,
    chosenProfileArn,
    connection: withExternalIds(id, { id, partition, ...account }),
  };
}

function currentAttempt(job: RegistrationJob, kind: RegistrationKind, attempt: number): Sql {
  const status = kind === "REMOVE" ? "DELETING" : "REGISTERING";
  return sql`workspace_id = ${job.workspaceId}::uuid AND id = ${job.instanceRoleId}::uuid
    AND status = ${status}::instance_role_status AND registration_id = ${job.registrationId}::uuid
    AND EXISTS (
      SELECT 1 FROM registration g
      WHERE g.workspace_id = ${job.workspaceId}::uuid AND g.id = ${job.registrationId}::uuid
        AND g.attempt = ${attempt} AND g.status = 'RUNNING')`;
}
