/** External IDs that are in clear text, or encrypted with an older key, are encrypted with the newest. Part of every migration. */
import pg from "pg";
import { decrypt, encrypt, isNewest, missingKey } from "#lib/encryption/encrypt.ts";
import type { KeyRing } from "#lib/encryption/key-ring.ts";

const COLUMNS = ["external_id", "pending_external_id", "retired_external_id"] as const;

type Row = { id: string } & Record<(typeof COLUMNS)[number], string | null>;

/**
 * One transaction a workspace; it may be run again at any time, and while the application is up.
 * @param ownerUrl the database's owner, whom row-level security binds as well
 * @throws Error, before anything is changed, where the database is encrypted with a key that is not in the ring
 */
export async function encryptExternalIds(ownerUrl: string, ring: KeyRing): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: keys } = await client.query<{ id: string }>("SELECT id FROM encryption_key");
    const missing = keys.find(({ id }) => !ring.byId.has(id));
    if (missing) throw new Error(missingKey(missing.id));
    // Known before it is used: a process without it starts no more.
    await client.query("INSERT INTO encryption_key (id) VALUES ($1) ON CONFLICT DO NOTHING", [
      ring.newest.id,
    ]);
    const { rows: workspaces } = await client.query<{ id: string }>("SELECT id FROM workspace");
    for (const { id } of workspaces) await encryptWorkspace(client, ring, id);
    await client.query("ALTER TABLE aws_account VALIDATE CONSTRAINT aws_account_external_ids_are_encrypted");
    await client.query("DELETE FROM encryption_key WHERE id <> $1", [ring.newest.id]);
  } finally {
    await client.end();
  }
}

async function encryptWorkspace(client: pg.Client, ring: KeyRing, workspaceId: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('rolecall.workspace_id', $1, true)", [workspaceId]);
    const { rows } = await client.query<Row>(
      `SELECT id::text, ${COLUMNS.join(", ")} FROM aws_account
       WHERE workspace_id = $1
         AND NOT (external_id LIKE $2 AND coalesce(pending_external_id, $2) LIKE $2
                  AND coalesce(retired_external_id, $2) LIKE $2)
       FOR UPDATE`,
      [workspaceId, `v1.${ring.newest.id}.%`],
    );
    for (const row of rows) {
      await client.query(
        `UPDATE aws_account SET external_id = $3, pending_external_id = $4, retired_external_id = $5
         WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, row.id, ...COLUMNS.map((column) => encryptedAnew(ring, row, column))],
      );
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

function encryptedAnew(ring: KeyRing, row: Row, column: (typeof COLUMNS)[number]): string | null {
  const stored = row[column];
  if (stored === null || isNewest(ring, stored)) return stored;
  return encrypt(ring, stored.startsWith("v1.") ? decrypt(ring, stored, row.id) : stored, row.id);
}
