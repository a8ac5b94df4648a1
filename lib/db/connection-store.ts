import type pg from "pg";

export type ConnectionFacts = {
  role: string;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  silence: string;
};

/** Reads a connection's user and whether it accepted its start-up options. */
export async function readConnectionFacts(client: Pick<pg.ClientBase, "query">): Promise<ConnectionFacts> {
  const { rows } = await client.query<ConnectionFacts>(`
    SELECT rolname AS role, rolsuper AS "isSuperuser", rolbypassrls AS "bypassesRowSecurity",
           current_setting('idle_in_transaction_session_timeout') AS silence
    FROM pg_catalog.pg_roles WHERE rolname = current_user`);
  return rows[0] as ConnectionFacts;
}
