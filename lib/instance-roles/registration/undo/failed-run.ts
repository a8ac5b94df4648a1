/** Undoes a failed run, or one that was given up, as far as possible. */
import type { AwsSession } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { deniedOf } from "#lib/failures/aws-refusals.ts";
import { Superseded } from "#lib/failures/failed.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { log } from "#lib/log.ts";
import type { StepNotes } from "../journal.ts";
import { type Attachment, confirmAttachments, findHeld } from "../ledger/attachment-store.ts";
import { beginRelease } from "../ledger/release-store.ts";
import { acquireRoleLease, type Reached } from "../run.ts";
import { undoingPolicy } from "../session-policy.ts";
import { connect } from "../steps/connect.ts";
import type { Run } from "../subject.ts";
import { currentRoleId, type Refused, takeBack, undoItem, undoingWith } from "./take-back.ts";

// Short: the run has failed, and the admin waits for its reason.
const RETRY = { budgetMs: 6_000 };
/** How long a read may lag behind a create whose answer was lost. */
const BEHIND_MS = 3_000;

/**
 * Removes what this run added, over all its attempts. What cannot be removed now keeps its hold in the ledger: a retry
 * finds it there, and a removal tries again.
 * @returns warnings about what is still in AWS
 * @throws the abort reason of the attempt; Superseded
 */
export async function undoRun(run: Run, { session, found, ledger }: Reached): Promise<Warning[]> {
  try {
    const confirmed = ledger?.takeConfirmed() ?? [];
    await withDatabaseRetries(() => confirmAttachments(run, confirmed));
    await ledger?.dropUntried();
    const held = await heldBy(run);
    if (!session || held.length === 0) return incomplete(held);
    const ids = held.map(({ id }) => id);
    const last = await withDatabaseRetries(() => beginRelease(run, ids));
    if (last.length === 0) return [];
    const madeJustNow = new Set(confirmed.flatMap(({ id, resourceId }) => (resourceId ? [id] : [])));
    return await takeBackLast(run, session, { last, madeJustNow, roleId: found?.role.roleId });
  } catch (error) {
    // The attempt was aborted: the next one continues.
    if (run.signal.aborted) throw run.signal.reason;
    if (error instanceof Superseded) throw error;
    log.warn({ err: error, registrationId: run.registrationId }, "a failed run left something behind");
    return incomplete(await heldBy(run));
  }
}

/** Undoes what earlier attempts added, as far as AWS can be reached: the last attempt at a run that kills its worker. */
export async function undoWithoutRunning(run: Run, reached: Reached): Promise<Warning[]> {
  const { registrationId, workspaceId, attempt } = run;
  log.error(
    { registrationId, workspaceId, attempt },
    "a run has killed its worker each time; it is given up",
  );
  try {
    await acquireRoleLease(run);
    const policy = undoingPolicy(run, await heldBy(run));
    reached.session = await connect(run, policy, { undoing: true }).session;
  } catch (error) {
    if (run.signal.aborted) throw error;
    log.warn({ err: error, registrationId }, "what a run added could not be reached");
  }
  return undoRun(run, reached);
}

const heldBy = (run: Run) => withDatabaseRetries(() => findHeld(run, { onlyThisRun: true }));

type Taking = { last: Attachment[]; madeJustNow: ReadonlySet<string>; roleId: string | undefined };

async function takeBackLast(
  run: Run,
  session: AwsSession,
  { last, madeJustNow, roleId }: Taking,
): Promise<Warning[]> {
  const retry = { ...RETRY, signal: run.signal, emulator: run.emulator };
  const notes: StepNotes = { caller: { retry, beforeSend: run.lease.assertHeld }, wait: () => () => {} };
  const budgets = { goneMs: RETRY.budgetMs, behindMs: Math.min(BEHIND_MS, run.budgets.propagationMs) };
  const undoing = undoingWith({ run, session, notes, budgets }, { madeJustNow });
  // This attempt may have failed before it read the role, and an earlier one after.
  await takeBack(last, roleId ?? (await currentRoleId(undoing)), (_step, work) => work(undoing));
  const { refused, leftAlone: left } = undoing;
  for (const { attachment, error } of refused) {
    log.warn({ err: error, target: attachment.target }, "a failed run could not take this back");
  }
  const warnings = incomplete(
    refused.map(({ attachment }) => attachment),
    refused,
  );
  return left.length > 0 ? [...warnings, { code: "left_alone", facts: { left } }] : warnings;
}

function incomplete(remaining: Attachment[], refused: Refused[] = []): Warning[] {
  if (remaining.length === 0) return [];
  const denied = refused.map(({ error }) => deniedOf(error));
  return [{ code: "undo_incomplete", facts: { denied, remaining: remaining.map(undoItem) } }];
}
