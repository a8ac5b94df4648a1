import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { accountCheckQueue } from "./check-job.ts";
import { beginCheck } from "./check-store.ts";

/** Starts a check and enqueues its job in one transaction, unless one is running. @returns whether it was started */
export async function startCheck(tx: Tx, workspaceId: string, awsAccountId: string): Promise<boolean> {
  const job = { workspaceId, awsAccountId, checkId: uuid7(), scheduled: false };
  if (!(await beginCheck(tx, job))) return false;
  await enqueue(tx, accountCheckQueue, job, { groupId: workspaceId });
  return true;
}
