/** Gives runs without a job a new one, so that no role stays in motion for ever. */
import { inWorkspace } from "#lib/db/tenant.ts";
import { registrationQueue } from "#lib/instance-roles/registration/job.ts";
import { forgetRemoved } from "#lib/instance-roles/registration/ledger/attachment-store.ts";
import { findStrays, type Stray } from "#lib/instance-roles/registration/store.ts";
import { groupOf } from "#lib/instance-roles/start-run.ts";
import { LIVENESS } from "#lib/liveness.ts";
import { log } from "#lib/log.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { deleteExpired } from "./store.ts";

export function startSweeping(): { stop(): void } {
  const sweepAndLog = () =>
    sweep().catch((error: unknown) => log.warn({ err: error }, "runs without a job could not be looked for"));
  void sweepAndLog();
  const timer = setInterval(sweepAndLog, LIVENESS.sweepMs);
  return { stop: () => clearInterval(timer) };
}

/**
 * Sweeps. Two workers may do so at once: of two jobs of a run the second finds it begun, and its attempt supersedes the
 * first.
 */
export async function sweep(): Promise<void> {
  for (const stray of await findStrays(registrationQueue.name, LIVENESS.sweepMs / 1_000))
    await requeue(stray);
  await forgetRemoved();
  await deleteExpired();
}

async function requeue({ awsAccountId, ...job }: Stray): Promise<void> {
  log.warn(job, "a run without a job is put back into the queue");
  await inWorkspace(job.workspaceId, (tx) =>
    enqueue(tx, registrationQueue, job, { groupId: groupOf(job.workspaceId, awsAccountId) }),
  );
}
