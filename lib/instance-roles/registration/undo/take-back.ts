/**
 * Taking back what Rolecall added, and only that. NoSuchEntity means done: somebody else did it, or an answer was
 * lost. Reads may be behind, so they only tell what is no longer ours; writes tell what is there.
 */
import { type AwsError, hasCode, isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { deleteInstanceProfile } from "#lib/aws/iam/delete-instance-profile.ts";
import { detachRolePolicy } from "#lib/aws/iam/detach-role-policy.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { removeRoleFromInstanceProfile } from "#lib/aws/iam/remove-role-from-instance-profile.ts";
import type { Aws } from "#lib/aws/session.ts";
import { persistently } from "#lib/db/persistently.ts";
import type { UndoItem } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitFor, waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Attachment, AttachmentKey } from "../ledger/attachment-store.ts";
import { disown, disownLate, finishLate, finishRelease } from "../ledger/release-store.ts";
import { isTagged } from "../profile-names.ts";
import type { Run } from "../subject.ts";

/** What AWS would not let us take back. */
export type Refused = { attachment: Attachment; error: AwsError };

export type Undoing = {
  run: Run;
  aws: Aws;
  notes: StepNotes;
  refused: Refused[];
  /** What was changed by hand since, and is not ours any more. */
  leftAlone: AttachmentKey[];
  /** The run has ended, and what is taken back is nobody's. */
  isLate?: true;
  /** How long AWS may take to show that something is gone, and that it is what was written down. */
  budgets: { goneMs: number; changedMs: number };
};

/** A read that does not find a role may be behind: so long it is asked again. */
const GONE_FOR_SURE_MS = 1_500;

/** The role as it is now, by its id. Null: it is gone, and what was attached to it with it. */
export function currentRoleId(run: Run, aws: Aws, notes: StepNotes): Promise<string | null> {
  const { roleArn, signal } = run;
  const options = { notes, waitingFor: { kind: "fresh_role" }, budgetMs: GONE_FOR_SURE_MS, signal } as const;
  return waitOut(() => getRole(aws, roleArn.name), isNoSuchEntity, options).then(
    (role) => (role.arn === roleArn.arn ? role.roleId : null),
    (error: unknown) => {
      if (isNoSuchEntity(error)) return null;
      throw error;
    },
  );
}

/** The policies, side by side. @param roleId of the role as it is now; null where it is gone */
export async function detachPolicies(undoing: Undoing, policies: Attachment[], roleId: string | null) {
  // What was attached to a role that is gone, or was made again since, went with it.
  const gone = policies.filter((policy) => policy.roleId !== roleId);
  await finish(undoing, gone);
  const present = policies.filter((policy) => policy.roleId === roleId);
  await sideBySide(...present.map((policy) => detach(undoing, policy)));
}

async function detach(undoing: Undoing, policy: Attachment): Promise<void> {
  const { run, aws } = undoing;
  const { target: policyArn } = policy;
  const roleName = run.roleArn.name;
  const remove = () => detachRolePolicy(aws, { roleName, policyArn });
  const isOff = async () => !(await listAttachedRolePolicies(aws, roleName)).includes(policyArn);
  const lookingOnce = { ...undoing, budgets: { ...undoing.budgets, goneMs: 0 } };
  const isDone = await take(undoing, policy, () => unlessGone(lookingOnce, policy, remove, isOff));
  if (isDone) await finish(undoing, [policy]);
}

/**
 * The profiles Rolecall made or put the role into: first the role comes out, then an own profile goes.
 * @param roleId of the role as it is now; null where it is gone
 */
export async function takeBackProfiles(
  undoing: Undoing,
  attachments: Attachment[],
  roleId: string | null,
): Promise<void> {
  const byProfile = Map.groupBy(attachments, ({ target }) => target);
  await sideBySide(...[...byProfile].map(([arn, parts]) => takeBackProfile(undoing, arn, parts, roleId)));
}

/** There are several parts of a kind where the role was deleted and made again: the profile outlived it. */
async function takeBackProfile(
  undoing: Undoing,
  arn: string,
  parts: Attachment[],
  roleId: string | null,
): Promise<void> {
  const profiles = parts.filter(({ kind }) => kind === "profile");
  const rolesIn = parts.filter(({ kind }) => kind === "role_in_profile");
  if (!(await mayBeOurs(undoing, { arn, profiles }))) {
    const ids = parts.map(({ id }) => id);
    await persistently(() => (undoing.isLate ? disownLate(ids) : disown(undoing.run, ids)));
    undoing.leftAlone.push(...parts.map(({ kind, target }) => ({ kind, target })));
    return;
  }
  // A role that is gone has left the profile with it, whoever may have put in the one that was made again.
  const isGone = (one: Attachment) => roleId !== null && one.roleId !== roleId;
  await finish(undoing, rolesIn.filter(isGone));
  for (const one of rolesIn.filter((each) => !isGone(each))) if (!(await removeRole(undoing, one))) return;
  await deleteProfile(undoing, profiles);
}

type OneProfile = { arn: string; profiles: Attachment[] };

/**
 * False: it was changed by hand and is left alone. A profile made right after another of its name was removed may
 * be shown as that other one for a while.
 */
async function mayBeOurs(undoing: Undoing, one: OneProfile): Promise<boolean> {
  const { run, notes, budgets } = undoing;
  const { isGood } = await waitFor(
    () => look(undoing, one.arn).catch(unlessDenied),
    (seen) => seen === null || isStillOurs(run, seen, one),
    {
      notes,
      waitingFor: { kind: "propagation", what: one.arn },
      budgetMs: budgets.changedMs,
      signal: run.signal,
    },
  );
  return isGood;
}

/** Null: AWS does not show it, which is no proof that it is not there. */
async function look({ aws }: Undoing, arn: string): Promise<InstanceProfile | null> {
  try {
    return await getInstanceProfile(aws, nameInArn(arn));
  } catch (error) {
    if (isNoSuchEntity(error)) return null;
    throw error;
  }
}

/** Not allowed to look: what is written down as ours is tried to be taken back all the same. */
function unlessDenied(error: unknown): null {
  if (isDenied(error)) return null;
  throw error;
}

/** Made again by hand, moved, untagged, or given to another role: then it is left alone. */
function isStillOurs({ roleArn }: Run, seen: InstanceProfile, { arn, profiles }: OneProfile): boolean {
  if (seen.arn !== arn) return false;
  if (seen.roleArns.some((held) => held !== roleArn.arn)) return false;
  if (profiles.length === 0) return true;
  return profiles.some(({ resourceId }) =>
    resourceId ? resourceId === seen.profileId : isTagged(seen.tags),
  );
}

async function removeRole(undoing: Undoing, attachment: Attachment): Promise<boolean> {
  const { run, aws } = undoing;
  const names = { profileName: nameInArn(attachment.target), roleName: run.roleArn.name };
  const remove = () => removeRoleFromInstanceProfile(aws, names);
  const isOut = async () => {
    const seen = await look(undoing, attachment.target);
    return !seen?.roleArns.includes(run.roleArn.arn);
  };
  const isDone = await take(undoing, attachment, () => unlessGone(undoing, attachment, remove, isOut));
  if (isDone) await finish(undoing, [attachment]);
  return isDone;
}

async function deleteProfile(undoing: Undoing, profiles: Attachment[]): Promise<void> {
  const { run, aws, notes } = undoing;
  const [attachment] = profiles;
  if (!attachment) return;
  const { target } = attachment;
  const deleteIt = () => deleteInstanceProfile(aws, nameInArn(target));
  const isGone = async () => (await look(undoing, target)) === null;
  const remove = () => unlessGone(undoing, attachment, deleteIt, isGone);
  const isDone = await take(undoing, attachment, () =>
    // The role came out a moment ago, and this call may not know it yet.
    waitOut(remove, (error) => hasCode(error, "DeleteConflict"), {
      notes,
      waitingFor: { kind: "release", what: target },
      budgetMs: undoing.budgets.goneMs,
      signal: run.signal,
    }),
  );
  if (isDone) await finish(undoing, profiles);
}

/**
 * Whoever may not take something away is denied it also where it is gone: taken away by hand, as the page had said, or
 * a profile that is allowed by its path, of which nothing is left; and of a role that AWS keeps for itself, where it
 * was never put on. Looking tells, once AWS shows that it is gone.
 */
async function unlessGone(
  undoing: Undoing,
  { target }: Attachment,
  call: () => Promise<void>,
  isGone: () => Promise<boolean>,
): Promise<void> {
  const { run, notes } = undoing;
  try {
    await call();
  } catch (error) {
    if (!isDenied(error) && !hasCode(error, "UnmodifiableEntity")) throw error;
    const { last: gone } = await waitFor(isGone, (is) => is, {
      notes,
      waitingFor: { kind: "release", what: target },
      budgetMs: undoing.budgets.goneMs,
      signal: run.signal,
    }).catch(() => ({ last: false }));
    if (!gone) throw error;
  }
}

const FOR_GOOD = ["DeleteConflict", "UnmodifiableEntity", "LimitExceeded", "InvalidInput", "ValidationError"];

/** Whether it is gone. A refusal is noted and leaves the ledger as it is; the weather travels. */
async function take(
  { refused }: Undoing,
  attachment: Attachment,
  call: () => Promise<void>,
): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (isNoSuchEntity(error)) return true;
    if (!isDenied(error) && !hasCode(error, ...FOR_GOOD)) throw error;
    refused.push({ attachment, error });
    return false;
  }
}

function finish({ run, isLate }: Undoing, attachments: Attachment[]): Promise<void> {
  return persistently(() => (isLate ? finishLate(attachments) : finishRelease(run, attachments)));
}

/** An attachment as it is told to people. */
export function undoItem({ kind, target }: Pick<Attachment, "kind" | "target">): UndoItem {
  if (kind === "policy") return { kind, policyArn: target };
  return { kind, profileName: nameInArn(target), profileArn: target };
}
