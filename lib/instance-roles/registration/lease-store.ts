import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";

/** Takes or renews the turn. False: somebody else has it. */
export async function takeLease(roleArn: string, holder: string, seconds: number): Promise<boolean> {
  const rows = await directly(sql`
    INSERT INTO aws_role_lease AS lease (role_arn, holder, expires_at)
    VALUES (${roleArn}, ${holder}::uuid, now() + make_interval(secs => ${seconds}))
    ON CONFLICT (role_arn) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
    WHERE lease.holder = excluded.holder OR lease.expires_at < now()
    RETURNING 1`);
  return rows.length === 1;
}

export async function releaseLease(roleArn: string, holder: string): Promise<void> {
  await directly(sql`
    DELETE FROM aws_role_lease WHERE role_arn = ${roleArn} AND holder = ${holder}::uuid`);
}
