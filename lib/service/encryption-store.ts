import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";

/** The ids of the keys that this database's external IDs are encrypted with. */
export async function keysInUse(): Promise<string[]> {
  const rows = await directly<{ id: string }>(sql`SELECT id FROM encryption_key`);
  return rows.map(({ id }) => id);
}
