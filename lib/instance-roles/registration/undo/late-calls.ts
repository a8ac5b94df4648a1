/**
 * Corrects AWS after late calls. A paused process may have sent a call after another attempt or run took the lease,
 * finished, or undid everything; between renewing a lease and sending a call there is always a gap. A process that
 * finds its lease lost acquires a new one and makes AWS match the ledger.
 */
import { hasCode } from "#lib/aws/errors.ts";
import { addRoleToInstanceProfile } from "#lib/aws/iam/add-role-to-instance-profile.ts";
import { attachRolePolicy } from "#lib/aws/iam/attach-role-policy.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import type { Aws } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import { log } from "#lib/log.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import type { StepNotes } from "../journal.ts";
import { findAttachmentsOf, type Known } from "../ledger/attachment-store.ts";
import { roleLease } from "../ownership/role-lease.ts";
import { lateLeaseKey } from "../ownership/role-lease-store.ts";
import type { Reached } from "../run.ts";
import type { Run } from "../subject.ts";
import { takeBack, undoingWith } from "./take-back.ts";

const GIVE_UP_MS = 120_000;
const BUDGETS = { goneMs: 12_000, behindMs: 12_000 };

/** Corrects AWS after a run that has ended and released its lease. Runs in the background. */
export async function settleLateCalls(run: Run, { session, roleId }: Reached): Promise<void> {
  // Without a role id nothing was written.
  if (!session || !roleId) return;
  const { registrationId } = run;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(GIVE_UP_MS)]);
  const lease = roleLease({
    ...lateLeaseKey(run),
    signal,
    onLost: (why) => ending.abort(why),
  });
  try {
    await lease.acquire();
    const known = await withDatabaseRetries(() => findAttachmentsOf(roleId), signal);
    const retry = { budgetMs: run.budgets.freshMs, signal, emulator: run.emulator };
    const notes: StepNotes = { caller: { retry, beforeSend: lease.assertHeld }, wait: () => () => {} };
    const again = { ...run, signal, lease };
    const undoing = undoingWith({ run: again, session, notes, budgets: BUDGETS }, { isLate: true });
    // What nobody relies on was removed before, and a late call may have created it again: such a profile has
    // another id, and its tag proves that it is ours.
    const unheld = known.filter(({ isHeld }) => !isHeld).map((one) => ({ ...one, resourceId: null }));
    await takeBack(unheld, roleId, (_step, work) => work(undoing));
    for (const { attachment, error } of undoing.refused) {
      log.error({ err: error, target: attachment.target }, "a late call's work could not be taken back");
    }
    const held = known.filter(({ isHeld, state }) => isHeld && state === "PRESENT");
    await putBack(again, undoing.aws, held);
    log.warn({ registrationId }, "a run that stood still has settled what it may have sent too late");
  } catch (error) {
    log.error({ err: error, registrationId }, "what a run sent too late could not be settled");
  } finally {
    await lease.release();
  }
}

/** Restores what a registration relies on and the late call may have removed. */
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

/** Ignores LimitExceeded where the profile holds the role already and reads are behind. */
function unlessInside(error: unknown): void {
  if (!hasCode(error, "LimitExceeded", "EntityAlreadyExists")) throw error;
}
