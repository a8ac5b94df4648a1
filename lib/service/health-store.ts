import { db } from "#lib/db/client.ts";

/** Names of the migrations that are applied. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations
    where finished_at is not null and rolled_back_at is null`;
  return rows.map(({ name }) => name);
}

/** Seconds since a worker was last seen, by the database's clock; null if there never was one. */
export async function secondsSinceWorkerSeen(): Promise<number | null> {
  const [row] = await db().$queryRaw<{ seconds: number | null }[]>`
    select extract(epoch from now() - max(seen_at))::float8 as seconds from worker_heartbeat`;
  return row?.seconds ?? null;
}
