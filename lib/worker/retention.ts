/** Deletes what has ended long ago, every hour. Any number of workers may do so at once. */
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { deleteWhatIsOld } from "./store.ts";

const EVERY_MS = 3_600_000;
/** Rows of a kind in one transaction. */
const PORTION = 2_000;

export function startRetention(): { stop(): void } {
  const run = () =>
    sweepRetention().catch((error: unknown) => log.warn({ err: error }, "old rows could not be deleted"));
  void run();
  const timer = setInterval(run, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** @returns how many rows of each kind were deleted */
export async function sweepRetention(portion = PORTION): Promise<Record<string, number>> {
  const { ROLECALL_KEEP_RUNS_DAYS, ROLECALL_KEEP_AUDIT_DAYS, ROLECALL_KEEP_IMPORTS_DAYS } = env();
  const days = {
    runs: ROLECALL_KEEP_RUNS_DAYS,
    audit: ROLECALL_KEEP_AUDIT_DAYS,
    imports: ROLECALL_KEEP_IMPORTS_DAYS,
  };
  const total: Record<string, number> = {};
  for (let isMore = true; isMore; ) {
    const deleted = await deleteWhatIsOld(days, portion);
    for (const { kind, rows } of deleted) total[kind] = (total[kind] ?? 0) + rows;
    isMore = deleted.some(({ rows }) => rows === portion);
  }
  if (Object.values(total).some((rows) => rows > 0)) log.info(total, "old rows were deleted");
  return total;
}
