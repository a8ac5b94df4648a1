import { directlyIn } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { LIVENESS } from "#lib/liveness.ts";

/**
 * Who asks for the lease on an AWS role. `token`: the fencing token, the number of the attempt; a later attempt of the
 * same run waits until the lease of the one before has lapsed. `stillCurrent`: the condition under which it is renewed.
 */
export type LeaseKey = {
  roleArn: string;
  /** The registration. */
  holder: string;
  token: number;
  workspaceId: string;
  stillCurrent: Sql;
};

/** What of a claim the lease is taken by. */
type Claimed = {
  roleArn: { arn: string };
  registrationId: string;
  attempt: number;
  workspaceId: string;
  stillCurrent: Sql;
};

/** The lease of an attempt. */
export const leaseKeyOf = ({ roleArn, registrationId, attempt, workspaceId, stillCurrent }: Claimed) => ({
  roleArn: roleArn.arn,
  holder: registrationId,
  token: attempt,
  workspaceId,
  stillCurrent: sql`EXISTS (SELECT 1 FROM instance_role WHERE ${stillCurrent})`,
});

/** A lease of its own for who cleans up behind an attempt that has ended. */
export const lateLeaseKey = (attempt: Claimed): LeaseKey => ({
  ...leaseKeyOf(attempt),
  holder: uuid7(),
  stillCurrent: sql`true`,
});

const UNTIL = sql`now() + make_interval(secs => ${LIVENESS.leaseLastsMs / 1_000})`;

/**
 * Takes the lease, as part of a statement: where nobody has it, it has lapsed, or it is this holder's already.
 * @param asked a query of role ARN and token, of one row or none; the statement returns a row where it was taken
 */
export const insertLease = (asked: Sql, holder: string): Sql => sql`
  INSERT INTO aws_role_lease AS lease (role_arn, token, holder, expires_at)
  SELECT asked.role_arn, asked.token, ${holder}::uuid, ${UNTIL} FROM (${asked}) AS asked (role_arn, token)
  ON CONFLICT (role_arn) DO UPDATE
    SET holder = excluded.holder, token = excluded.token, expires_at = excluded.expires_at
  WHERE lease.expires_at < now() OR lease.holder = excluded.holder AND lease.token = excluded.token
  RETURNING 1`;

/** False: somebody else has it. */
export async function takeLease({ roleArn, holder, token, workspaceId }: LeaseKey): Promise<boolean> {
  const asked = sql`SELECT ${roleArn}::text, ${token}::int`;
  return (await directlyIn(workspaceId, insertLease(asked, holder))).length === 1;
}

/** False: somebody else has it, or the attempt is not the current one any more. */
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

/** Gives it back, as part of a statement: this attempt's, or that of an earlier one of the same run. */
export const deleteLease = ({ roleArn, holder, token }: Omit<Held, "workspaceId">): Sql => sql`
  DELETE FROM aws_role_lease WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid AND token <= ${token}`;
