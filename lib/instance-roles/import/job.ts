/** The queue of large imports: what did not fit into the first transaction is written by a worker. */
import type { QueueOf } from "#lib/queue/queue.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/** `ctx`: who imported, for the audit log. */
export type ImportJob = { importId: string; ctx: Omit<Ctx, "once"> };

export const importQueue: QueueOf<ImportJob> = {
  name: "import",
  notify: true,
  // A worker that was killed stops its heartbeat; another goes on with the rows that are left.
  heartbeatSeconds: 10,
  expireInSeconds: 600,
  retryLimit: 2,
  retryDelay: 1,
  retryBackoff: true,
};
