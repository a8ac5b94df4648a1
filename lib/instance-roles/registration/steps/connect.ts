/** connect: assume the connection role with the external ID, and prove whose account that is. */
import { type AwsError, hasCode, isDenied } from "#lib/aws/errors.ts";
import { type AwsSession, openSession } from "#lib/aws/session.ts";
import { getCallerIdentity } from "#lib/aws/sts/get-caller-identity.ts";
import { isAssumable } from "#lib/aws/sts/is-assumable.ts";
import { makeExternalId } from "#lib/aws-accounts/external-id.ts";
import { asksForRetired } from "#lib/aws-accounts/retired-external-id.ts";
import { asReason, refusedBy } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Warning } from "#lib/failures/failure.ts";
import { waitFor, waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import { provenAccounts } from "../known-of-account.ts";
import { sideBySide } from "../side-by-side.ts";
import type { Subject } from "../subject.ts";

const STEP = "connect";

export type Link = {
  /** There as soon as the role is assumed: the reads need not wait for the proof. */
  session: Promise<AwsSession>;
  /** The account is the one that was meant. Nothing is written before. */
  proven: Promise<Warning[]>;
};

type How = {
  /** What was done through an open door may be taken back through it. */
  undoing?: boolean;
  /** Gives a session that is kept, or opens one, which is then as short as AWS allows: for who only reads. */
  kept?: (open: () => Promise<AwsSession>) => Promise<AwsSession>;
};

// For as long as a session is kept, nobody notices that the role may not be assumed any more.
const SECONDS = { ofARun: 1_800, kept: 900 } as const;

/** @param policy narrows the session, JSON text */
export function connect(subject: Subject, policy: string, how: How = {}): Link {
  const { undoing = false, kept } = how;
  const open = (notes: StepNotes) =>
    assume(subject, { policy, durationSeconds: kept ? SECONDS.kept : SECONDS.ofARun }, notes);
  const opened = Promise.withResolvers<AwsSession>();
  const proven = subject.journal.step(STEP, async (notes) => {
    const session = await (kept ? kept(() => open(notes)) : open(notes)).catch((error: unknown) => {
      opened.reject(error);
      throw error;
    });
    opened.resolve(session);
    await sideBySide(
      proveAccount(subject, session, notes),
      undoing ? Promise.resolve() : proveExternalId(subject, session, notes),
    );
    return warningsOf(subject, session);
  });
  // The same failure is told by `session`; whoever waits for both is told once.
  proven.catch(() => {});
  return { session: opened.promise, proven };
}

/** AWS gives one answer for a role that is absent, not trusting, or trusting since a moment ago: the last is waited out. */
function assume(
  subject: Subject,
  narrowed: { policy: string; durationSeconds: number },
  notes: StepNotes,
): Promise<AwsSession> {
  const { connectionRoleArn, externalId, pendingExternalId, sourceIdentity } = subject.connection;
  const openWith = (id: string) =>
    openSession(notes.caller, {
      regions: subject.stsRegions,
      roleArn: connectionRoleArn,
      externalId: id,
      sessionName: subject.sessionName,
      sourceIdentity,
      ...narrowed,
    });
  // During a rotation the trust policy may ask for the new one before a check has seen it.
  const open = () =>
    openWith(externalId).catch((error: unknown) => {
      if (pendingExternalId && isDenied(error)) return openWith(pendingExternalId);
      throw error;
    });
  return waitOut(open, (error) => isDenied(error) && !hasCode(error, "RegionDisabled"), {
    notes,
    waitingFor: { kind: "fresh_trust" },
    budgetMs: subject.budgets.freshMs,
    signal: subject.signal,
  }).catch((error: unknown) => refused(subject, notes, error));
}

/** Nothing is registered through an external ID that is out of use: that the role opens to it says what to mend. */
async function refused(subject: Subject, { caller }: StepNotes, error: unknown): Promise<never> {
  const { sessionName, stsRegions } = subject;
  const { connectionRoleArn, retiredExternalId } = subject.connection;
  const attempt = { regions: stsRegions, roleArn: connectionRoleArn, sessionName, retiredExternalId };
  if (!(await asksForRetired(caller, error, attempt))) {
    return asReason({ step: STEP, connectionRoleArn, stsRegions })(error);
  }
  const aws = refusedBy(error as AwsError);
  const failure = { reason: "external_id_mismatch", facts: { connectionRoleArn }, step: STEP, aws } as const;
  throw new RegistrationFailed(failure, error);
}

async function proveAccount(
  { connection, isOneOfMany, emulator }: Subject,
  { sts, assumedRoleId }: AwsSession,
  { caller }: StepNotes,
): Promise<void> {
  const ask = async () => (await getCallerIdentity(caller, sts)).accountId;
  // An emulator's unique ids prove nothing.
  const isShared = isOneOfMany && !emulator && assumedRoleId !== "";
  const asked = isShared ? provenAccounts.get(`${connection.id} ${assumedRoleId}`, ask) : ask();
  const accountId = await asked.catch(asReason({ step: STEP }));
  if (accountId === connection.accountId) return;
  throw new RegistrationFailed({
    reason: "connection_wrong_account",
    facts: { expectedAccountId: connection.accountId, actualAccountId: accountId },
    step: STEP,
  });
}

/**
 * Nothing is registered through a role that gives itself to whoever comes without the external ID, or with any. The
 * account's checks find that out. What nobody has checked yet, and what was found open and may have been closed
 * since, is tried here.
 */
async function proveExternalId(subject: Subject, { sts }: AwsSession, notes: StepNotes): Promise<void> {
  const { connectionRoleArn, asksForExternalId } = subject.connection;
  if (subject.emulator || asksForExternalId) return;
  const request = {
    regions: [await sts.config.region()] as const,
    roleArn: connectionRoleArn,
    sessionName: subject.sessionName,
  };
  // The condition may have been added a moment ago.
  const isOpen = async (externalId?: string) => {
    const { last } = await waitFor(
      () => isAssumable(notes.caller, { ...request, ...(externalId && { externalId }) }),
      (assumable) => !assumable,
      {
        notes,
        waitingFor: { kind: "fresh_trust" },
        budgetMs: subject.budgets.freshMs,
        signal: subject.signal,
      },
    );
    return last;
  };
  const [without, wrong] = await sideBySide(isOpen(), isOpen(makeExternalId())).catch(
    asReason({ step: STEP, connectionRoleArn }),
  );
  if (!without && !wrong) return;
  throw new RegistrationFailed({
    reason: "external_id_not_required",
    facts: { connectionRoleArn, attempt: without ? "without" : "wrong" },
    step: STEP,
  });
}

function warningsOf({ connection }: Subject, { assumedRoleId }: AwsSession): Warning[] {
  const { connectionRoleId: storedRoleId } = connection;
  if (!storedRoleId || !assumedRoleId || storedRoleId === assumedRoleId) return [];
  return [{ code: "connection_role_recreated", facts: { storedRoleId, currentRoleId: assumedRoleId } }];
}
