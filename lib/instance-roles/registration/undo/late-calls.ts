/**
 * A process that stood still may have sent a call after another had its turn on the role, finished, or took everything
 * back. It cannot be hindered: between the question whether the turn is still ours and the call there is always a moment.
 * Whoever wakes and finds its turn lost takes another one, and makes AWS what the ledger says by then.
 */
import { hasCode } from "#lib/aws/errors.ts";
import { addRoleToInstanceProfile } from "#lib/aws/iam/add-role-to-instance-profile.ts";
import { attachRolePolicy } from "#lib/aws/iam/attach-role-policy.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import type { Aws } from "#lib/aws/session.ts";
import { persistently } from "#lib/db/persistently.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { log } from "#lib/log.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { StepNotes } from "../journal.ts";
import { findAttachmentsOf, type Known } from "../ledger/attachment-store.ts";
import { turnOn } from "../ownership/lease.ts";
import type { Reached } from "../run.ts";
import type { Run } from "../subject.ts";
import { detachPolicies, type Refused, takeBackProfiles, type Undoing } from "./take-back.ts";

const PATIENCE_MS = 120_000;
const BUDGETS = { goneMs: 12_000, behindMs: 12_000 };

/** To be called when the run has ended and given its turn back. Nobody waits for it. */
export async function settleLateCalls(run: Run, { session, roleId }: Reached): Promise<void> {
  // Before that nothing was written.
  if (!session || !roleId) return;
  const { registrationId } = run;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const turn = turnOn({
    roleArn: run.roleArn.arn,
    holder: uuid7(),
    signal,
    isWanted: async () => true,
    onLost: (why) => ending.abort(why),
  });
  try {
    await turn.ask();
    const known = await persistently(() => findAttachmentsOf(roleId), signal);
    const patience = { budgetMs: run.budgets.freshMs, signal, emulator: run.emulator };
    const notes: StepNotes = { caller: { patience, beforeSend: turn.makeSure }, wait: () => () => {} };
    const again = { ...run, signal, turn };
    const aws = { ...session, caller: notes.caller };
    await takeBack(
      again,
      aws,
      notes,
      known.filter(({ isHeld }) => !isHeld),
      roleId,
    );
    await putBack(
      again,
      aws,
      known.filter(({ isHeld, state }) => isHeld && state === "PRESENT"),
    );
    log.warn({ registrationId }, "a run that stood still has settled what it may have sent too late");
  } catch (error) {
    log.error({ err: error, registrationId }, "what a run sent too late could not be settled");
  } finally {
    await turn.release({ settled: false });
  }
}

/** What nobody relies on any more: taken back before, and perhaps made again by the late call. */
async function takeBack(run: Run, aws: Aws, notes: StepNotes, known: Known[], roleId: string): Promise<void> {
  const refused: Refused[] = [];
  const undoing: Undoing = { run, aws, notes, refused, leftAlone: [], budgets: BUDGETS, isLate: true };
  // A profile made by the late call has another id than the one that was taken back: its tag proves that it is ours.
  const unheld = known.map((one) => ({ ...one, resourceId: null }));
  await takeBackProfiles(
    undoing,
    unheld.filter(({ kind }) => kind !== "policy"),
    roleId,
  );
  await detachPolicies(
    undoing,
    unheld.filter(({ kind }) => kind === "policy"),
    roleId,
  );
  for (const { attachment, error } of refused) {
    log.error({ err: error, target: attachment.target }, "a late call's work could not be taken back");
  }
}

/** What somebody relies on, and the late call may have taken away. */
async function putBack({ roleArn: { name: roleName } }: Run, aws: Aws, held: Known[]): Promise<void> {
  if (held.length === 0) return;
  const [policyArns, profiles] = await sideBySide(
    listAttachedRolePolicies(aws, roleName),
    listInstanceProfilesForRole(aws, roleName),
  );
  for (const { kind, target } of held) {
    if (kind === "policy" && !policyArns.includes(target)) {
      await attachRolePolicy(aws, { roleName, policyArn: target });
    }
    if (kind === "role_in_profile" && !profiles.some(({ arn }) => arn === target)) {
      await addRoleToInstanceProfile(aws, { profileName: nameInArn(target), roleName }).catch(unlessInside);
    }
  }
}

/** Reads may be behind: it is there already. */
function unlessInside(error: unknown): void {
  if (!hasCode(error, "LimitExceeded", "EntityAlreadyExists")) throw error;
}
