/** Works one job of the registration queue: begins an attempt, registers or removes the role, settles the run. */

import { startCheck } from "#lib/aws-accounts/start-check.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { env } from "#lib/env.ts";
import { RegistrationFailed, Superseded } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { LeftAlone } from "#lib/failures/left-alone.ts";
import { log } from "#lib/log.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { RegistrationJob } from "./job.ts";
import { openJournal } from "./journal.ts";
import { logWritesOf } from "./log-writes.ts";
import { type Attempt, beginAttempt } from "./ownership/attempt.ts";
import { type Reached, runRegistration } from "./run.ts";
import { deleteInstanceRole, endSuperseded, settleRun, writeProgress } from "./store.ts";
import { isEmulator, type Run, subjectOf } from "./subject.ts";
import { undoRun, undoWithoutRunning } from "./undo/failed-run.ts";
import { settleLateCalls } from "./undo/late-calls.ts";
import { runRemoval } from "./undo/removal.ts";
import { unexpected } from "./unexpected.ts";

/** A run with more attempts than this keeps killing its worker. One further attempt undoes what they added. */
const MOST_ATTEMPTS = 10;
const KILLED: Failure<"unexpected"> = { reason: "unexpected", facts: {}, step: "connect" };

/**
 * Works one job to its end.
 * @throws errors without a reason, to be retried by the queue, unless this was the last attempt
 */
export async function workRegistration(job: Job<RegistrationJob>): Promise<void> {
  const attempt = await beginAttempt(job);
  // An earlier attempt settled it and its answer to the queue was lost, or the role was deleted.
  if (!attempt) return;
  if (!attempt.isCurrent) return endOvertaken(attempt);
  if (attempt.attempt > MOST_ATTEMPTS + 1) return endForGood(attempt);
  const run = prepare(attempt, job);
  const reached: Reached = {};
  let isGivenBack = false;
  let isTooLate = false;
  try {
    await (run.kind === "REMOVE" ? remove : register)(run, reached, isLast(job, run));
    isGivenBack = true;
  } catch (error) {
    // An error after the attempt was aborted is a consequence of that.
    const reason = run.signal.aborted ? run.signal.reason : error;
    isTooLate = run.lease.mayHaveLapsed();
    if (!(reason instanceof Superseded)) throw reason;
    await endSuperseded(run);
  } finally {
    await run.journal.close();
    await run.lease.release({ isGivenBack });
    if (isTooLate) await settleLateCalls(run, reached);
  }
}

/**
 * Releases the lease of an attempt whose run was superseded: an earlier attempt may have died holding it, and the next
 * run waits for it.
 */
async function endOvertaken(attempt: Attempt): Promise<void> {
  await endSuperseded(attempt);
  await attempt.lease.release({ isGivenBack: true });
}

/** Taking back has killed the worker too. What is in the ledger stays there, for a removal. */
async function endForGood(attempt: Attempt): Promise<void> {
  await withDatabaseRetries(() => settleRun(attempt, { failure: KILLED, steps: [], keepsSetUp: true }));
  await attempt.lease.release({ isGivenBack: true });
}

const isLast = (job: Job<RegistrationJob>, { attempt }: Attempt) =>
  job.isLastAttempt || attempt >= MOST_ATTEMPTS;

function prepare(attempt: Attempt, { isOneOfMany = false }: Job<RegistrationJob>): Run {
  const { ROLECALL_THROTTLE_BUDGET_MS, ROLECALL_PROPAGATION_BUDGET_MS, ROLECALL_FRESH_BUDGET_MS } = env();
  const { roleArn, connection, chosenProfileArn, registrationId, signal, end, lease } = attempt;
  const journal = openJournal({
    write: (progress) => withDatabaseRetries(() => writeProgress(attempt, progress), signal),
    retry: { budgetMs: ROLECALL_THROTTLE_BUDGET_MS, signal, emulator: isEmulator() },
    beforeSend: lease.assertHeld,
    onCall: logWritesOf(attempt),
    isOneOfMany,
    onSuperseded: end,
    onWriteFailed: end,
  });
  const subject = subjectOf({
    roleArn,
    connection,
    chosenProfileArn,
    journal,
    signal,
    isOneOfMany,
    sessionName: `rolecall-${registrationId}`,
    budgets: { propagationMs: ROLECALL_PROPAGATION_BUDGET_MS, freshMs: ROLECALL_FRESH_BUDGET_MS },
  });
  return { ...attempt, ...subject };
}

async function register(run: Run, reached: Reached, isLastAttempt: boolean): Promise<void> {
  if (run.attempt > MOST_ATTEMPTS) {
    const warnings = await undoWithoutRunning(run, reached);
    return settle(run, { failure: KILLED, warnings });
  }
  try {
    const { warnings, ...found } = await runRegistration(run, reached);
    await settle(run, { failure: null, warnings, ...found, ...connectionRole(reached) });
  } catch (error) {
    const failure = failureOf(run, error, isLastAttempt);
    const warnings = await undoRun(run, reached);
    const roleId = reached.found?.role.roleId;
    // A role that was deleted or recreated has nothing of the earlier run.
    const keepsSetUp = failure.reason !== "role_not_found" && (roleId ?? run.roleId) === run.roleId;
    const outcome = { failure, warnings, keepsSetUp, ...(roleId && { roleId }) };
    // The identity of a connection role that does not require the external ID is not stored.
    const isOpen = failure.reason === "external_id_not_required";
    // Before the run ends, so that a crash between the two repeats both: a check in hand is joined.
    if (isOpen) await checkAccountOf(run);
    await settle(run, { ...outcome, ...(!isOpen && connectionRole(reached)) });
  }
}

/** An open door is the account's fault, which its check tells to all: it does not go on as Connected. */
async function checkAccountOf({ workspaceId, connection }: Run): Promise<void> {
  await withDatabaseRetries(() =>
    inWorkspace(workspaceId, (tx) => startCheck(tx, workspaceId, connection.id)),
  );
}

const connectionRole = ({ session }: Reached) =>
  session?.assumedRoleId ? { connectionRoleId: session.assumedRoleId } : {};

type Outcome = Omit<Parameters<typeof settleRun>[1], "steps">;

async function settle(run: Run, outcome: Outcome): Promise<void> {
  const steps = await run.journal.close();
  if (!(await withDatabaseRetries(() => settleRun(run, { ...outcome, steps })))) throw new Superseded();
  countEnd(run, outcome.failure);
}

async function remove(run: Run, reached: Reached, isLastAttempt: boolean): Promise<void> {
  if (run.attempt > MOST_ATTEMPTS) return endForGood(run);
  let leftAlone: LeftAlone[];
  try {
    leftAlone = await runRemoval(run, reached);
  } catch (error) {
    return settle(run, { failure: failureOf(run, error, isLastAttempt), keepsSetUp: true });
  }
  await run.journal.close();
  if (!(await withDatabaseRetries(() => deleteInstanceRole(run, leftAlone)))) throw new Superseded();
  countEnd(run, null);
}

function countEnd({ kind }: Run, failure: Failure | null): void {
  const outcome = failure ? "failed" : "succeeded";
  metrics().registrations.inc({ kind: kind.toLowerCase(), outcome, reason: failure?.reason ?? "" });
}

/**
 * Returns the failure of the run.
 * @throws the error itself, where the queue is to retry
 */
function failureOf(run: Run, error: unknown, isLastAttempt: boolean): Failure {
  if (run.signal.aborted) throw error;
  if (error instanceof Superseded) throw error;
  if (error instanceof RegistrationFailed) return error.failure;
  const { registrationId, workspaceId } = run;
  log.error({ err: error, registrationId, workspaceId, isLastAttempt }, "a run ended unexpectedly");
  if (!isLastAttempt) throw error;
  return unexpected(error, run.journal.failedStep() ?? "connect");
}
