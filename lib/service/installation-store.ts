import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";

/** Returns the AWS mode the database is bound to; binds it to `mode` where it is not bound yet. */
export async function boundMode(mode: string): Promise<string> {
  await directly(sql`INSERT INTO installation (aws_mode) VALUES (${mode}) ON CONFLICT DO NOTHING`);
  const [row] = await directly<{ mode: string }>(sql`SELECT aws_mode AS mode FROM installation`);
  return row?.mode as string;
}
