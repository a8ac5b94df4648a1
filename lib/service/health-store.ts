import { db } from "#lib/db/client.ts";

/** Returns the names of the applied migrations. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations
    where finished_at is not null and rolled_back_at is null`;
  return rows.map(({ name }) => name);
}

/** Returns the seconds since a worker was last seen, by the database's clock; null if there never was one. */
export async function secondsSinceWorkerSeen(): Promise<number | null> {
  const [row] = await db().$queryRaw<{ seconds: number | null }[]>`
    select extract(epoch from now() - max(seen_at))::float8 as seconds from worker_heartbeat`;
  return row?.seconds ?? null;
}

export type Isolation = { role: string; login: string; loginIsOwner: boolean; openTables: string[] };

/**
 * Returns the roles a connection uses and logs in as, and the tables with a workspace that lack forced row-level
 * security.
 */
export async function readIsolation(): Promise<Isolation> {
  const [row] = await db().$queryRaw<Isolation[]>`
    select current_user::text as role, session_user::text as login,
           (select pg_has_role(session_user, c.relowner, 'MEMBER') from pg_class c
            where c.oid = 'public.workspace'::regclass) as "loginIsOwner",
           array(select c.relname::text from pg_class c
                 join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                   and not (c.relrowsecurity and c.relforcerowsecurity)) as "openTables"`;
  return row as Isolation;
}
