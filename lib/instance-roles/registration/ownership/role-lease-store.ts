import { directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { LIVENESS } from "#lib/liveness.ts";

/**
 * Identifies a request for the lease on an AWS role. `token` is the fencing token, the number of the attempt: a later
 * attempt of the same run waits until the lease of the one before has lapsed. `stillCurrent` is the condition under
 * which it may be renewed.
 */
export type LeaseKey = {
  roleArn: string;
  /** The id of the registration. */
  holder: string;
  token: number;
  workspaceId: string;
  stillCurrent: Sql;
};

/** The part of a claim that a lease needs. */
type Claimed = {
  roleArn: { arn: string };
  registrationId: string;
  attempt: number;
  workspaceId: string;
  stillCurrent: Sql;
};

/** The lease key of an attempt. */
export const leaseKeyOf = ({ roleArn, registrationId, attempt, workspaceId, stillCurrent }: Claimed) => ({
  roleArn: roleArn.arn,
  holder: registrationId,
  token: attempt,
  workspaceId,
  stillCurrent: sql`EXISTS (SELECT 1 FROM instance_role WHERE ${stillCurrent})`,
});

/** The lease key for cleaning up late calls after an attempt has ended. */
export const lateLeaseKey = (attempt: Claimed): LeaseKey => ({
  ...leaseKeyOf(attempt),
  holder: uuid7(),
  stillCurrent: sql`true`,
});

const UNTIL = sql`now() + make_interval(secs => ${LIVENESS.leaseLastsMs / 1_000})`;

/**
 * SQL that takes the lease where nobody holds it, it has lapsed, or this holder has it.
 * @param asked a query of role ARN and token, of at most one row; the statement returns a row where the lease was taken
 */
export const insertLease = (asked: Sql, holder: string): Sql => sql`
  INSERT INTO aws_role_lease AS lease (role_arn, token, holder, expires_at)
  SELECT asked.role_arn, asked.token, ${holder}::uuid, ${UNTIL} FROM (${asked}) AS asked (role_arn, token)
  ON CONFLICT (role_arn) DO UPDATE
    SET holder = excluded.holder, token = excluded.token, expires_at = excluded.expires_at
  WHERE lease.expires_at < now() OR lease.holder = excluded.holder AND lease.token = excluded.token
  RETURNING 1`;

/**
 * Takes the lease.
 * @returns false where somebody else holds it
 */
export async function takeLease({ roleArn, holder, token, workspaceId }: LeaseKey): Promise<boolean> {
  const asked = sql`SELECT ${roleArn}::text, ${token}::int`;
  return (await directlyIn(workspaceId, insertLease(asked, holder))).length === 1;
}

/**
 * Renews the lease.
 * @returns false where somebody else holds it, or the attempt is no longer current
 */
export async function renewLease({
  roleArn,
  holder,
  token,
  workspaceId,
  stillCurrent,
}: LeaseKey): Promise<boolean> {
  const rows = await directlyIn(
    workspaceId,
    sql`
      UPDATE aws_role_lease SET expires_at = ${UNTIL}
      WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid AND token = ${token} AND ${stillCurrent}
      RETURNING 1`,
  );
  return rows.length === 1;
}

type Held = Pick<LeaseKey, "roleArn" | "holder" | "token" | "workspaceId">;

export async function releaseLease({ workspaceId, ...held }: Held): Promise<void> {
  await directlyIn(workspaceId, deleteLease(held));
}

/** SQL that gives the lease back: this attempt's, or that of an earlier attempt of the same run. */
export const deleteLease = ({ roleArn, holder, token }: Omit<Held, "workspaceId">): Sql => sql`
  DELETE FROM aws_role_lease WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid AND token <= ${token}`;
