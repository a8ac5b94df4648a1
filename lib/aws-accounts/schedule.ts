/** Checks every account periodically. Safe to run in any number of workers: each check starts once. */
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { accountCheckQueue } from "./check-job.ts";
import { accountsDue, beginCheck } from "./check-store.ts";

const LOOK_EVERY_MS = 10_000;
/** How many due checks are started at a time. */
const MOST_AT_ONCE = 200;

export function startCheckingAccounts(): { stop(): void } {
  const look = () =>
    checkDueAccounts(env().ROLECALL_ACCOUNT_CHECK_MINUTES).catch((error: unknown) =>
      log.warn({ err: error }, "accounts due for a check could not be looked for"),
    );
  void look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}

/** Starts the checks that are due. @returns how many it started */
export async function checkDueAccounts(minutes: number): Promise<number> {
  const due = await accountsDue(minutes, MOST_AT_ONCE);
  let begun = 0;
  for (const account of due) if (await begin(account)) begun++;
  return begun;
}

function begin({ workspaceId, awsAccountId }: { workspaceId: string; awsAccountId: string }) {
  const job = { workspaceId, awsAccountId, checkId: uuid7(), scheduled: true };
  return inWorkspace(workspaceId, async (tx) => {
    if (!(await beginCheck(tx, job))) return false;
    await enqueue(tx, accountCheckQueue, job, { groupId: workspaceId });
    return true;
  });
}
