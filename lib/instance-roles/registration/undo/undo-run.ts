/** Undoes a failed run as far as possible. */
import type { AwsSession } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { deniedOf } from "#lib/failures/aws-refusals.ts";
import { Superseded } from "#lib/failures/failed.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { log } from "#lib/log.ts";
import type { StepNotes } from "../journal.ts";
import { type Attachment, confirmAttachments, findHeld } from "../ledger/attachment-store.ts";
import { beginRelease } from "../ledger/release-store.ts";
import type { Reached } from "../run.ts";
import type { Run } from "../subject.ts";
import { currentRoleId, takeBack, type Undoing, undoItem, undoingWith } from "./take-back.ts";

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
    const held = await withDatabaseRetries(() => findHeld(run, { onlyThisRun: true }));
    if (held.length === 0 || !session) return [];
    const ids = held.map(({ id }) => id);
    const last = await withDatabaseRetries(() => beginRelease(run, ids));
    const madeJustNow = new Set(confirmed.flatMap(({ id, resourceId }) => (resourceId ? [id] : [])));
    const roleId = found?.role.roleId;
    return last.length > 0
      ? await takeBackLast(run, session, { last, madeJustNow, ...(roleId && { roleId }) })
      : [];
  } catch (error) {
    // The attempt was aborted: the next one continues.
    if (run.signal.aborted) throw run.signal.reason;
    if (error instanceof Superseded) throw error;
    log.warn({ err: error, registrationId: run.registrationId }, "a failed run left something behind");
    return [];
  }
}

type Taking = { last: Attachment[]; madeJustNow: ReadonlySet<string>; roleId?: string };

async function takeBackLast(
  run: Run,
  session: AwsSession,
  { last, madeJustNow, roleId: foundRoleId }: Taking,
): Promise<Warning[]> {
  const retry = { ...RETRY, signal: run.signal, emulator: run.emulator };
  const notes: StepNotes = { caller: { retry, beforeSend: run.lease.assertHeld }, wait: () => () => {} };
  const budgets = { goneMs: RETRY.budgetMs, behindMs: Math.min(BEHIND_MS, run.budgets.propagationMs) };
  const undoing = undoingWith({ run, session, notes, budgets }, { madeJustNow });
  // This attempt may have failed before it read the role, and an earlier one after.
  const roleId = foundRoleId ?? (await currentRoleId(undoing));
  await takeBack(last, roleId, (_step, work) => work(undoing));
  for (const { attachment, error } of undoing.refused) {
    log.warn({ err: error, target: attachment.target }, "a failed run could not take this back");
  }
  return stillThere(undoing);
}

function stillThere({ refused, leftAlone }: Undoing): Warning[] {
  const denied = refused.map(({ error }) => deniedOf(error));
  const remaining = refused.map(({ attachment }) => undoItem(attachment));
  return [
    ...(refused.length > 0 ? [{ code: "undo_incomplete", facts: { denied, remaining } } as const] : []),
    ...(leftAlone.length > 0 ? [{ code: "left_alone", facts: { left: leftAlone } } as const] : []),
  ];
}
