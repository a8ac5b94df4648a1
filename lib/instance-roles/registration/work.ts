/** One job of the registration queue: begin the run, take one's turn on the AWS role, run, settle. */

import { persistently } from "#lib/db/persistently.ts";
import { env } from "#lib/env.ts";
import { Interrupted, RegistrationFailed, Superseded } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { LeftAlone } from "#lib/failures/left-alone.ts";
import { log } from "#lib/log.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { RegistrationJob } from "./job.ts";
import { openJournal } from "./journal.ts";
import { type Claimed, claimRun } from "./ownership/claim-store.ts";
import { turnOn } from "./ownership/lease.ts";
import { releaseLease } from "./ownership/lease-store.ts";
import { type Reached, runRegistration } from "./run.ts";
import {
  deleteInstanceRole,
  endSuperseded,
  isWanted,
  settleRemovalFailed,
  settleRun,
  writeProgress,
} from "./store.ts";
import { isEmulator, type Run, subjectOf } from "./subject.ts";
import { endForGood, KILLED, takeBackOnly } from "./undo/give-up.ts";
import { settleLateCalls } from "./undo/late-calls.ts";
import { runRemoval } from "./undo/removal.ts";
import { undoRun } from "./undo/undo-run.ts";
import { unexpected } from "./unexpected.ts";

/** More attempts than this are a run that kills its worker. One more takes back what they added. */
const MOST_ATTEMPTS = 10;

/**
 * Works one job to its end.
 * @throws whatever has no reason, to be tried again, unless this was the last attempt
 */
export async function workRegistration(job: Job<RegistrationJob>): Promise<void> {
  let asked = performance.now();
  const claimed = await persistently(() => {
    asked = performance.now();
    return claimRun(job.data);
  });
  // Settled by an earlier attempt whose answer to the queue was lost, or the role is gone.
  if (!claimed) return;
  if (!claimed.isCurrent || claimed.attempt > MOST_ATTEMPTS + 1) {
    return claimed.isCurrent ? endForGood(claimed) : endOvertaken(claimed);
  }
  const ending = new AbortController();
  const end = (reason: unknown) => ending.abort(reason);
  job.signal.addEventListener("abort", () => end(new Interrupted()), { once: true });
  const run = prepare(claimed, { job, asked, signal: ending.signal, end });
  const reached: Reached = {};
  let settled = false;
  let tooLate = false;
  try {
    await (claimed.kind === "REMOVE" ? remove : register)(run, reached, isLast(job, claimed));
    settled = claimed.kind === "REGISTER";
  } catch (error) {
    // What failed after the run was told to end, failed because of that.
    const reason = ending.signal.aborted ? ending.signal.reason : error;
    tooLate = run.turn.wasUnsure();
    if (!(reason instanceof Superseded)) throw reason;
    await endSuperseded(claimed);
  } finally {
    await run.journal.close();
    await run.turn.release({ settled });
    if (tooLate) await settleLateCalls(run, reached);
  }
}

/** An earlier attempt may have died with the turn in its hands, and whoever overtook it waits for that. */
async function endOvertaken(run: Claimed): Promise<void> {
  await run.written;
  await endSuperseded(run);
  await releaseLease(run.roleArn.arn, run.registrationId);
}

const isLast = (job: Job<RegistrationJob>, { attempt }: Claimed) =>
  job.isLastAttempt || attempt >= MOST_ATTEMPTS;

type Beginning = {
  job: Job<RegistrationJob>;
  /** When the run was claimed (performance.now). */
  asked: number;
  signal: AbortSignal;
  end(reason: unknown): void;
};

function prepare(claimed: Claimed, { job, asked, signal, end }: Beginning): Run {
  const { isOneOfMany = false } = job;
  const { ROLECALL_THROTTLE_BUDGET_MS, ROLECALL_PROPAGATION_BUDGET_MS, ROLECALL_FRESH_BUDGET_MS } = env();
  const { roleArn, connection, registrationId, hasTurn, written } = claimed;
  // Where the claim did not take it, it is asked for once the account has let us in.
  const turn = turnOn({
    roleArn: roleArn.arn,
    holder: registrationId,
    signal,
    ...(hasTurn && { taken: { at: asked, written } }),
    isWanted: () => isWanted(claimed),
    onLost: end,
  });
  const journal = openJournal({
    async write(progress) {
      await written;
      return persistently(() => writeProgress(claimed, progress), signal);
    },
    patience: { budgetMs: ROLECALL_THROTTLE_BUDGET_MS, signal, emulator: isEmulator() },
    beforeSend: turn.makeSure,
    isOneOfMany,
    onSuperseded: end,
    onWriteFailed: end,
  });
  const subject = subjectOf({
    roleArn,
    connection,
    journal,
    signal,
    isOneOfMany,
    sessionName: `rolecall-${registrationId}`,
    budgets: { propagationMs: ROLECALL_PROPAGATION_BUDGET_MS, freshMs: ROLECALL_FRESH_BUDGET_MS },
  });
  return { ...claimed, ...subject, turn };
}

async function register(run: Run, reached: Reached, isLastAttempt: boolean): Promise<void> {
  if (run.attempt > MOST_ATTEMPTS) {
    const warnings = await takeBackOnly(run, reached);
    return settle(run, { failure: KILLED, warnings });
  }
  try {
    const { warnings, ...found } = await runRegistration(run, reached);
    await settle(run, { failure: null, warnings, ...found, ...connectionRole(reached) });
  } catch (error) {
    const failure = failureOf(run, error, isLastAttempt);
    const warnings = await undoRun(run, reached);
    const roleId = reached.found?.role.roleId;
    // Of a role that is gone, or was made again, nothing is there any more.
    const keepsSetUp = failure.reason !== "role_not_found" && (roleId ?? run.roleId) === run.roleId;
    const outcome = { failure, warnings, keepsSetUp, ...(roleId && { roleId }) };
    // What came through an open door is not kept.
    const isOpen = failure.reason === "external_id_not_required";
    await settle(run, { ...outcome, ...(!isOpen && connectionRole(reached)) });
  }
}

const connectionRole = ({ session }: Reached) =>
  session?.assumedRoleId ? { connectionRoleId: session.assumedRoleId } : {};

type Outcome = Omit<Parameters<typeof settleRun>[1], "steps">;

async function settle(run: Run, outcome: Outcome): Promise<void> {
  const steps = await run.journal.close();
  // AWS may refuse before the claim is there, which tells whose word this is.
  await run.written;
  if (await persistently(() => settleRun(run, { ...outcome, steps }))) return;
  throw new Superseded();
}

async function remove(run: Run, reached: Reached, isLastAttempt: boolean): Promise<void> {
  if (run.attempt > MOST_ATTEMPTS) return endForGood(run);
  let leftAlone: LeftAlone[];
  try {
    leftAlone = await runRemoval(run, reached);
  } catch (error) {
    const failure = failureOf(run, error, isLastAttempt);
    const steps = await run.journal.close();
    const isSettled = await persistently(() => settleRemovalFailed(run, { failure, steps }));
    if (!isSettled) throw new Superseded();
    return;
  }
  await run.journal.close();
  if (!(await persistently(() => deleteInstanceRole(run, leftAlone)))) throw new Superseded();
}

/** The reason the run ends with. @throws the error itself, where the queue is to try again */
function failureOf(run: Run, error: unknown, isLastAttempt: boolean): Failure {
  if (run.signal.aborted) throw error;
  if (error instanceof Superseded) throw error;
  if (error instanceof RegistrationFailed) return error.failure;
  const { registrationId, workspaceId } = run;
  log.error({ err: error, registrationId, workspaceId, isLastAttempt }, "a run ended unexpectedly");
  if (!isLastAttempt) throw error;
  return unexpected(error, run.journal.failedStep() ?? "connect");
}
