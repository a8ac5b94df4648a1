/** One removal: what Rolecall added comes out of AWS again, except what other registrations rely on. */
import type { AwsSession } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { asReason, deniedOf, refusedBy } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { LeftAlone } from "#lib/failures/left-alone.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { refuseInUse } from "../in-use.ts";
import type { StepNotes } from "../journal.ts";
import { type Attachment, findHeld } from "../ledger/attachment-store.ts";
import { beginRelease } from "../ledger/release-store.ts";
import { acquireRoleLease, type Reached } from "../run.ts";
import { undoingPolicy } from "../session-policy.ts";
import { connect } from "../steps/connect.ts";
import { isForced } from "../store.ts";
import type { Run } from "../subject.ts";
import { currentRoleId, type Refused, takeBack, undoItem, undoingWith } from "./take-back.ts";

/**
 * Role out of the profile, profile away, policies off: in this order (docs/aws-facts.md, Instance profiles).
 * @returns what is not Rolecall's, or not any more, and stays
 * @throws RegistrationFailed when something has to stay; Superseded; AwsError that has no reason
 */
export async function runRemoval(run: Run, reached: Reached): Promise<LeftAlone[]> {
  await acquireRoleLease(run);
  const held = await withDatabaseRetries(() => findHeld(run, { onlyThisRun: false }));
  if (held.length === 0) return [];
  const ids = held.map(({ id }) => id);
  const last = await withDatabaseRetries(() => beginRelease(run, ids));
  if (last.length === 0) return [];

  const session = await reach(run, last);
  Object.assign(reached, { session, roleId: last[0]?.roleId } satisfies Reached);
  const [roleId] = await sideBySide(findRoleId(run, session), inUse(run, session, last));
  const leftAlone: LeftAlone[] = [];
  const refused: Refused[] = [];
  const { freshMs } = run.budgets;
  const budgets = { goneMs: freshMs, behindMs: Math.min(BEHIND_MS, freshMs) };
  const undoing = (notes: StepNotes) => undoingWith({ run, session, notes, budgets }, { leftAlone, refused });
  // What AWS refuses ends its step as failed, and the removal goes on: the other step takes back what it can.
  await takeBack(last, roleId, async (step, work) => {
    const before = refused.length;
    const taking = run.journal.step(step, async (notes) => {
      await work(undoing(notes)).catch(asReason({ step }));
      if (refused.length > before) throw REFUSED;
    });
    await taking.catch((error: unknown) => {
      if (error !== REFUSED) throw error;
    });
  });
  if (refused.length > 0) throw new RegistrationFailed(await undoDenied(run, refused));
  return leftAlone;
}

/** How long a read may be behind a create whose answer was lost: a removal looks a few times and goes on. */
const BEHIND_MS = 3_000;

/** Ends a step, and no run. */
const REFUSED = new Error("something could not be taken back");

/** A connection that is refused leaves everything where it is: the commands to finish by hand are shown. */
async function reach(run: Run, last: Attachment[]): Promise<AwsSession> {
  const link = connect(run, undoingPolicy(run, last), { undoing: true });
  try {
    const [session] = await sideBySide(link.session, link.proven);
    return session;
  } catch (error) {
    if (!(error instanceof RegistrationFailed) || error.failure.reason !== "assume_denied") throw error;
    const { aws } = error.failure;
    throw new RegistrationFailed({
      reason: "undo_denied",
      facts: {
        denied: [{ action: "sts:AssumeRole", resource: run.connection.connectionRoleArn }],
        remaining: last.map(undoItem),
      },
      step: "connect",
      ...(aws && { aws }),
    });
  }
}

/** Nothing is taken off a role that cannot be read: it may have been made again since. */
function findRoleId(run: Run, session: AwsSession): Promise<string | null> {
  return run.journal.step("find_role", (notes) =>
    currentRoleId({ run, aws: { ...session, caller: notes.caller }, notes }).catch(
      asReason({ step: "find_role" }),
    ),
  );
}

/** Whoever asked for it all the same was told which machines run with the role. */
async function inUse(run: Run, session: AwsSession, last: Attachment[]): Promise<void> {
  if (await withDatabaseRetries(() => isForced(run))) return;
  const made = last.filter(({ kind }) => kind === "profile").map(({ target }) => target);
  await refuseInUse(run, session, made);
}

async function undoDenied(run: Run, refused: Refused[]): Promise<Failure> {
  const remaining = await withDatabaseRetries(() => findHeld(run, { onlyThisRun: false }));
  const [first] = refused as [Refused, ...Refused[]];
  return {
    reason: "undo_denied",
    facts: {
      denied: refused.map(({ error }) => deniedOf(error)),
      remaining: remaining.map(undoItem),
    },
    step: first.attachment.kind === "policy" ? "attach_policies" : "ensure_profile",
    aws: refusedBy(first.error),
  };
}
