/**
 * Removes what Rolecall added, and only that. A profile is read first, and left alone unless one of our creates made it
 * and nobody has taken it over since. NoSuchEntity counts as removed: somebody else did it, or an answer was lost.
 */
import { type AwsError, hasCode, isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { deleteInstanceProfile } from "#lib/aws/iam/delete-instance-profile.ts";
import { detachRolePolicy } from "#lib/aws/iam/detach-role-policy.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import { getRole } from "#lib/aws/iam/get-role.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import { listAttachedRolePolicies } from "#lib/aws/iam/list-attached-role-policies.ts";
import { removeRoleFromInstanceProfile } from "#lib/aws/iam/remove-role-from-instance-profile.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { withDatabaseRetries } from "#lib/db/with-database-retries.ts";
import type { UndoItem } from "#lib/failures/failure.ts";
import type { LeftAlone, LeftBecause } from "#lib/failures/left-alone.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { sideBySide } from "#lib/side-by-side.ts";
import { waitFor, waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import { type Attachment, findProfileCreates } from "../ledger/attachment-store.ts";
import { whoseProfile } from "../ledger/profile-ownership.ts";
import { disown, disownLate, finishLate, finishRelease } from "../ledger/release-store.ts";
import type { Run } from "../subject.ts";

/** An attachment that AWS refused to remove. */
export type Refused = { attachment: Attachment; error: AwsError };

export type Undoing = {
  run: Run;
  aws: Aws;
  notes: StepNotes;
  refused: Refused[];
  /** What is not, or no longer, ours and stays. */
  leftAlone: LeftAlone[];
  /** The run has ended, so no registration holds what is removed. */
  isLate?: true;
  /** Ledger rows of profiles that AWS confirmed to this attempt as created: they need not be read first. */
  madeJustNow?: ReadonlySet<string>;
  /** How long AWS may go on showing what is gone, and may take to show what is new. */
  budgets: { goneMs: number; behindMs: number };
};

/** How long a role that is not found is read again, because the read may be behind. */
const GONE_FOR_SURE_MS = 1_500;

/** Returns the AROA… id of the role of that name now; null where it was deleted, and its attachments with it. */
export function currentRoleId({
  run,
  aws,
  notes,
}: Pick<Undoing, "run" | "aws" | "notes">): Promise<string | null> {
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

/** Starts an undo for a failed run, a removal or late calls, with its shared state. */
export function undoingWith(
  { run, session, notes, budgets }: Pick<Undoing, "run" | "notes" | "budgets"> & { session: AwsSession },
  more: Partial<Undoing> = {},
): Undoing {
  const aws = { ...session, caller: notes.caller };
  return { run, aws, notes, budgets, refused: [], leftAlone: [], ...more };
}

/** Runs a part of the undo; a removal runs it as a step that its page shows. */
type InStep = (step: "ensure_profile" | "attach_policies", work: TakesBack) => Promise<void>;
type TakesBack = (undoing: Undoing) => Promise<void>;

/**
 * Removes attachments: the role from the profile, the profile, then the policies (docs/aws-facts.md, Instance
 * profiles). Refusals go into `refused` and what is not ours into `leftAlone`; the rest is removed all the same.
 * @param roleId AROA… of the role now; null where it was deleted
 */
export async function takeBack(
  attachments: Attachment[],
  roleId: string | null,
  inStep: InStep,
): Promise<void> {
  const policies = attachments.filter(({ kind }) => kind === "policy");
  const ofProfiles = attachments.filter(({ kind }) => kind !== "policy");
  await inStep("ensure_profile", (within) => takeBackProfiles(within, ofProfiles, roleId));
  await inStep("attach_policies", (within) => detachPolicies(within, policies, roleId));
}

/**
 * Detaches the policies in parallel.
 * @param roleId AROA… of the role now; null where it was deleted
 */
async function detachPolicies(undoing: Undoing, policies: Attachment[], roleId: string | null) {
  // What was attached to a role that was deleted or recreated went with it.
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
  const isDone = await take(undoing, policy, () => unlessAlreadyGone(lookingOnce, policy, remove, isOff));
  if (isDone) await finish(undoing, [policy]);
}

/**
 * Removes the role from each profile, then deletes the profile where Rolecall created it.
 * @param roleId AROA… of the role now; null where it was deleted
 */
async function takeBackProfiles(
  undoing: Undoing,
  attachments: Attachment[],
  roleId: string | null,
): Promise<void> {
  const byProfile = Map.groupBy(attachments, ({ target }) => target);
  await sideBySide(...[...byProfile].map(([arn, parts]) => takeBackProfile(undoing, arn, parts, roleId)));
}

/**
 * Undoes one profile. After the role was deleted and recreated it may have several ledger rows of a kind, because a
 * profile outlives its role.
 */
async function takeBackProfile(
  undoing: Undoing,
  arn: string,
  recorded: Attachment[],
  roleId: string | null,
): Promise<void> {
  // A deleted role is out of the profile already, whoever may have added the recreated one.
  const isGone = (one: Attachment) =>
    one.kind === "role_in_profile" && roleId !== null && one.roleId !== roleId;
  await finish(undoing, recorded.filter(isGone));
  const parts = recorded.filter((one) => !isGone(one));
  if (parts.length === 0) return;
  const seen = await lookAtProfile(undoing, arn, parts);
  if (seen.is === "left") return leave(undoing, parts, seen.why);
  if (seen.is === "gone") return finish(undoing, parts);
  if (seen.is === "unreadable") {
    undoing.refused.push(...parts.map((attachment) => ({ attachment, error: seen.error })));
    return;
  }
  const rolesIn = parts.filter(({ kind }) => kind === "role_in_profile");
  for (const one of rolesIn) if (!(await removeRole(undoing, one))) return;
  const filled = await deleteProfile(undoing, arn, parts);
  if (filled)
    await leave(
      undoing,
      parts.filter(({ kind }) => kind === "profile"),
      filled,
    );
}

/** Leaves attachments to the customer, and records why. */
async function leave(undoing: Undoing, parts: Attachment[], why: LeftBecause): Promise<void> {
  const ids = parts.map(({ id }) => id);
  await withDatabaseRetries(() => (undoing.isLate ? disownLate(ids) : disown(undoing.run, ids)));
  undoing.leftAlone.push(...parts.map(({ kind, target }) => ({ kind, target, why })));
}

/** `ours`: proven, or created so recently that the profile of its name is it. `gone`: no profile has its name. */
type Seen =
  | { is: "ours" }
  | { is: "gone" }
  | { is: "left"; why: LeftBecause }
  | { is: "unreadable"; error: AwsError };

/** How long after our confirmed create a profile of its name is taken for ours, whether or not reads show it yet. */
const MADE_JUST_NOW_MS = 60_000;

/**
 * Reads whether the profile is ours to remove. One read decides, or two where it shows somebody else's; reads are
 * repeated further only for a profile so new that they may be behind.
 */
async function lookAtProfile(undoing: Undoing, arn: string, parts: Attachment[]): Promise<Seen> {
  const { run, notes, budgets } = undoing;
  const isOld = Math.min(...parts.map(({ ageMs }) => ageMs)) > run.budgets.propagationMs;
  const isKnown = parts.some(({ resourceId, ageMs }) => resourceId !== null && ageMs < MADE_JUST_NOW_MS);
  let strangers = 0;
  const { last } = await waitFor(
    () => judge(undoing, arn, parts),
    ({ is }) => {
      if (is === "gone") return isOld || isKnown;
      return is !== "left" || isOld || ++strangers === 2;
    },
    {
      notes,
      waitingFor: { kind: "release", what: arn },
      budgetMs: budgets.behindMs,
      signal: run.signal,
    },
  );
  const isMadeJustNow = parts.some(({ id }) => undoing.madeJustNow?.has(id));
  const isOurs = last.is === "gone" ? isKnown : last.is === "unreadable" && isMadeJustNow;
  return isOurs ? { is: "ours" } : last;
}

async function judge({ aws, run }: Undoing, arn: string, parts: Attachment[]): Promise<Seen> {
  const seen = await getInstanceProfile(aws, nameInArn(arn)).catch(unlessUnreadable);
  if ("is" in seen) return seen;
  const whose = whoseProfile(seen, await withDatabaseRetries(() => findProfileCreates(seen), run.signal));
  const why = whose === "ours" ? strangerIn(run, seen, parts) : whose;
  return why ? { is: "left", why } : { is: "ours" };
}

function unlessUnreadable(error: unknown): Seen {
  if (isNoSuchEntity(error)) return { is: "gone" };
  if (isDenied(error)) return { is: "unreadable", error };
  throw error;
}

/** Why the profile stays: it holds a role that Rolecall did not add. Null where it holds none. */
function strangerIn({ roleArn }: Run, { roleArns, roleIds }: InstanceProfile, parts: Attachment[]) {
  const ours = parts.filter(({ kind }) => kind === "role_in_profile").map((part) => part.roleId);
  if (roleIds.every((id) => ours.includes(id))) return null;
  if (!roleArns.includes(roleArn.arn)) return "holds_other_role";
  return parts.some((part) => roleIds.includes(part.roleId)) ? "filled_by_others" : "holds_recreated_role";
}

async function removeRole(undoing: Undoing, attachment: Attachment): Promise<boolean> {
  const { run, aws } = undoing;
  const names = { profileName: nameInArn(attachment.target), roleName: run.roleArn.name };
  const remove = () => removeRoleFromInstanceProfile(aws, names);
  const isOut = async () => {
    const seen = await getInstanceProfile(aws, names.profileName).catch(unlessUnreadable);
    return "is" in seen ? seen.is === "gone" : !seen.roleIds.includes(attachment.roleId);
  };
  const isDone = await take(undoing, attachment, () => unlessAlreadyGone(undoing, attachment, remove, isOut));
  if (isDone) await finish(undoing, [attachment]);
  return isDone;
}

/**
 * Deletes the profile.
 * @returns why it stays, where somebody has added a role meanwhile
 */
async function deleteProfile(
  undoing: Undoing,
  arn: string,
  parts: Attachment[],
): Promise<LeftBecause | null> {
  const { run, aws, notes } = undoing;
  const profiles = parts.filter(({ kind }) => kind === "profile");
  const [attachment] = profiles;
  if (!attachment) return null;
  const deleteIt = () => deleteInstanceProfile(aws, nameInArn(arn));
  const isGone = async () => (await judge(undoing, arn, parts)).is === "gone";
  const remove = () => unlessAlreadyGone(undoing, attachment, deleteIt, isGone);
  let filled: LeftBecause | null = null;
  const isDone = await take(undoing, attachment, () =>
    // The role was removed just before, and this call may not see that yet.
    waitOut(remove, isConflict, {
      notes,
      waitingFor: { kind: "release", what: arn },
      budgetMs: undoing.budgets.goneMs,
      signal: run.signal,
    }).catch(async (error: unknown) => {
      if (isConflict(error)) filled = await filledBy(undoing, arn, parts);
      if (!filled) throw error;
    }),
  );
  if (isDone && !filled) await finish(undoing, profiles);
  return filled;
}

const isConflict = (error: unknown) => hasCode(error, "DeleteConflict");

async function filledBy(undoing: Undoing, arn: string, parts: Attachment[]): Promise<LeftBecause | null> {
  const seen = await judge(undoing, arn, parts);
  return seen.is === "left" ? seen.why : null;
}

/**
 * Treats AccessDenied as removed where a read then shows that the resource is gone. AWS denies the call also for
 * resources that do not exist: removed by an admin as the page says, a profile allowed by its path, or a role reserved
 * for AWS.
 */
async function unlessAlreadyGone(
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

/**
 * Makes the removing call.
 * @returns whether the resource is gone. A refusal is noted and leaves the ledger as it is; a transient error is
 * thrown.
 */
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
  return withDatabaseRetries(() => (isLate ? finishLate(attachments) : finishRelease(run, attachments)));
}

/** The view of an attachment. */
export function undoItem({ kind, target }: Pick<Attachment, "kind" | "target">): UndoItem {
  if (kind === "policy") return { kind, policyArn: target };
  return { kind, profileName: nameInArn(target), profileArn: target };
}
