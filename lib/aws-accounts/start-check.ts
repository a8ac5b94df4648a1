import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { accountCheckQueue } from "./check-job.ts";
import { beginCheck } from "./check-store.ts";

/** A check and its job, in one transaction. One that is in hand is joined. @returns whether it is a new one */
export async function startCheck(tx: Tx, workspaceId: string, awsAccountId: string): Promise<boolean> {
  const job = { workspaceId, awsAccountId, checkId: uuid7(), scheduled: false };
  if (!(await beginCheck(tx, job))) return false;
  await enqueue(tx, accountCheckQueue, job, { groupId: workspaceId });
  return true;
}
