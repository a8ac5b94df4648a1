import { directly } from "#lib/db/direct.ts";
import { type Sql, sql } from "#lib/db/sql.ts";

const LASTS = sql`now() + interval '20 seconds'`;

/** Takes the turn, where nobody has it or it is held under this name. False: somebody else has it. */
export async function takeLease(roleArn: string, holder: string): Promise<boolean> {
  const rows = await directly(insertLease(sql`SELECT ${roleArn}`, holder));
  return rows.length === 1;
}

/** The same as part of a statement. `ofRole`: a query of one role ARN, or none; it returns a row where it was taken. */
export const insertLease = (ofRole: Sql, holder: string): Sql => sql`
  INSERT INTO aws_role_lease AS lease (role_arn, holder, expires_at)
  SELECT asked.role_arn, ${holder}::uuid, ${LASTS} FROM (${ofRole}) AS asked (role_arn)
  ON CONFLICT (role_arn) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE lease.holder = excluded.holder OR lease.expires_at < now()
  RETURNING 1`;

/** False: it was given back, or somebody else has it. */
export async function renewLease(roleArn: string, holder: string): Promise<boolean> {
  const rows = await directly(sql`
    UPDATE aws_role_lease SET expires_at = ${LASTS}
    WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid
    RETURNING 1`);
  return rows.length === 1;
}

export async function releaseLease(roleArn: string, holder: string): Promise<void> {
  await directly(sql`
    DELETE FROM aws_role_lease WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid`);
}
