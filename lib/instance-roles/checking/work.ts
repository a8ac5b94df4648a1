/** One job of the role-check queue: look at the role in AWS again and settle it. */
import { startCheck } from "#lib/aws-accounts/start-check.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { log } from "#lib/log.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { RoleCheckJob } from "./job.ts";
import { type Looked, lookAgain } from "./look.ts";
import { type CheckEnd, findChecked, settleCheck } from "./store.ts";

/** @throws whatever is no answer of AWS's, to be tried again, unless this was the last attempt */
export async function workRoleCheck(job: Job<RoleCheckJob>): Promise<void> {
  const known = await withDatabaseRetries(() => findChecked(job.data));
  // The role is gone, or runs again, or an earlier attempt has settled it.
  if (!known) return;
  const { workspaceId, accountRef } = known;
  try {
    const end = endOf(await lookAgain(known, job.signal));
    await withDatabaseRetries(() => settleCheck(job.data, end));
    // Whatever keeps Rolecall out concerns every role of the account, and its page says what.
    if (!end.reached) await inWorkspace(workspaceId, (tx) => startCheck(tx, workspaceId, accountRef));
  } catch (error) {
    if (job.signal.aborted || !job.isLastAttempt) throw error;
    log.error({ err: error, ...job.data }, "a check of a role ended unexpectedly");
    await settleCheck(job.data, {
      reached: false,
      why: { reason: "unexpected", facts: {}, step: "connect" },
    });
  }
}

/** The first thing that is wrong is told, as a registration would: mended, the next look tells the next. */
function endOf(looked: Looked): CheckEnd {
  if (!looked.reached) return looked;
  const { findings, warnings } = looked;
  return { reached: true, failure: findings[0] ?? null, warnings };
}
