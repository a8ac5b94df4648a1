import { db } from "#lib/db/client.ts";

/** Writes the worker's row, and deletes those of killed workers after a while. */
export async function writeHeartbeat(id: string, platform: object | null): Promise<void> {
  await db().$executeRaw`
    WITH gone AS (DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 hour' AND id <> ${id}::uuid)
    INSERT INTO worker_heartbeat (id, platform) VALUES (${id}::uuid, ${json(platform)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET seen_at = now(), platform = coalesce(excluded.platform, worker_heartbeat.platform)`;
}

export async function forgetHeartbeat(id: string): Promise<void> {
  await db().$executeRaw`DELETE FROM worker_heartbeat WHERE id = ${id}::uuid`;
}

const json = (value: object | null) => (value === null ? null : JSON.stringify(value));

/** Deletes expired rate-limit counters and sessions. */
export async function deleteExpired(): Promise<void> {
  await db().$executeRaw`DELETE FROM rate_limit WHERE expire < extract(epoch FROM now()) * 1000`;
  await db().$executeRaw`DELETE FROM app_session WHERE expires_at < now()`;
}

/** Deletes at most `portion` rows of each kind that have ended so many days ago, over all workspaces. */
export async function deleteWhatIsOld(
  days: { runs: number; audit: number; imports: number },
  portion: number,
): Promise<{ kind: string; rows: number }[]> {
  return db().$queryRaw`
    SELECT kind, deleted::int AS rows
    FROM delete_what_is_old(make_interval(days => ${days.runs}::int), make_interval(days => ${days.audit}::int),
                            make_interval(days => ${days.imports}::int), ${portion}::int)`;
}
