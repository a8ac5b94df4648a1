/** Runs one removal: removes from AWS what Rolecall added, except what other registrations rely on. */
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
import type { Run } from "../subject.ts";
import { currentRoleId, type Refused, takeBack, undoItem, undoingWith } from "./take-back.ts";

/**
 * Removes the role from its profile, deletes the profile and detaches the policies, in this order (docs/aws-facts.md,
 * Instance profiles).
 * @returns what is not, or no longer, Rolecall's and stays
 * @throws RegistrationFailed when something could not be removed; Superseded; AwsError without a reason
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
  // A refusal fails its step, and the removal goes on: the other step removes what it can.
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

/** How long a read may lag behind a create whose answer was lost. */
const BEHIND_MS = 3_000;

/** Fails a step without ending the run. */
const REFUSED = new Error("something could not be taken back");

/**
 * Opens a session. Where the connection is refused nothing is removed, and the page shows the commands to finish with.
 */
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

/** Reads the role's id. A role that cannot be read keeps its attachments, because it may have been recreated. */
function findRoleId(run: Run, session: AwsSession): Promise<string | null> {
  return run.journal.step("find_role", (notes) =>
    currentRoleId({ run, aws: { ...session, caller: notes.caller }, notes }).catch(
      asReason({ step: "find_role" }),
    ),
  );
}

/** Refuses a removal while instances run with the role; skipped where the admin confirmed it after seeing them. */
async function inUse(run: Run, session: AwsSession, last: Attachment[]): Promise<void> {
  if (run.forced) return;
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
