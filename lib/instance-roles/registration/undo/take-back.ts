/**
 * Taking back what Rolecall added, and only that: a profile is looked at first, and left alone unless a create of ours
 * made it and nobody has taken it over since. NoSuchEntity means done: somebody else did it, or an answer was lost.
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

/** What AWS would not let us take back. */
export type Refused = { attachment: Attachment; error: AwsError };

export type Undoing = {
  run: Run;
  aws: Aws;
  notes: StepNotes;
  refused: Refused[];
  /** What is not ours, or not any more, and stays. */
  leftAlone: LeftAlone[];
  /** The run has ended, and what is taken back is nobody's. */
  isLate?: true;
  /** Rows of profiles that AWS has just told this very attempt it made: they need not be looked at. */
  madeJustNow?: ReadonlySet<string>;
  /** How long AWS may take to show that something is gone, and that something new is there. */
  budgets: { goneMs: number; behindMs: number };
};

/** A read that does not find a role may be behind: so long it is asked again. */
const GONE_FOR_SURE_MS = 1_500;

/** The role as it is now, by its id. Null: it is gone, and what was attached to it with it. */
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

/** What taking back shares, whoever does it: a failed run, a removal, or who has sent calls too late. */
export function undoingWith(
  { run, session, notes, budgets }: Pick<Undoing, "run" | "notes" | "budgets"> & { session: AwsSession },
  more: Partial<Undoing> = {},
): Undoing {
  const aws = { ...session, caller: notes.caller };
  return { run, aws, notes, budgets, refused: [], leftAlone: [], ...more };
}

/** Does a part of the taking back: a removal in a step of its own, which its page shows. */
type InStep = (step: "ensure_profile" | "attach_policies", work: TakesBack) => Promise<void>;
type TakesBack = (undoing: Undoing) => Promise<void>;

/**
 * Takes back attachments: the role out of the profile, the profile, then the policies (docs/aws-facts.md, Instance
 * profiles). What AWS refuses is noted in `refused`, what is not ours in `leftAlone`; the rest is done all the same.
 * @param roleId of the role as it is now; null where it is gone, and what was attached to it with it
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

/** The policies, side by side. @param roleId of the role as it is now; null where it is gone */
async function detachPolicies(undoing: Undoing, policies: Attachment[], roleId: string | null) {
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
async function takeBackProfiles(
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
  recorded: Attachment[],
  roleId: string | null,
): Promise<void> {
  // A role that is gone has left the profile with it, whoever may have put in the one that was made again.
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

/** What stays is the customer's from now on, and is said with its reason. */
async function leave(undoing: Undoing, parts: Attachment[], why: LeftBecause): Promise<void> {
  const ids = parts.map(({ id }) => id);
  await withDatabaseRetries(() => (undoing.isLate ? disownLate(ids) : disown(undoing.run, ids)));
  undoing.leftAlone.push(...parts.map(({ kind, target }) => ({ kind, target, why })));
}

/** `ours`: proven, or made so lately that what has its name is it. `gone`: nothing has its name. */
type Seen =
  | { is: "ours" }
  | { is: "gone" }
  | { is: "left"; why: LeftBecause }
  | { is: "unreadable"; error: AwsError };

/** A create that AWS answered so lately: what has its name is it, whether or not AWS shows it yet. */
const MADE_JUST_NOW_MS = 60_000;

/**
 * Looks whether the profile is ours to take back. One look tells, or two where it shows somebody else's; only what may
 * be so new that reads are behind is looked at some more.
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

/** A role in the profile that Rolecall did not put there. */
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
  const isDone = await take(undoing, attachment, () => unlessGone(undoing, attachment, remove, isOut));
  if (isDone) await finish(undoing, [attachment]);
  return isDone;
}

/** @returns why it stays after all, where somebody has put a role into it meanwhile */
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
  const remove = () => unlessGone(undoing, attachment, deleteIt, isGone);
  let filled: LeftBecause | null = null;
  const isDone = await take(undoing, attachment, () =>
    // The role came out a moment ago, and this call may not know it yet.
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

/** Whether it is gone. A refusal is noted and leaves the ledger as it is; a transient error travels. */
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

/** An attachment as it is told to people. */
export function undoItem({ kind, target }: Pick<Attachment, "kind" | "target">): UndoItem {
  if (kind === "policy") return { kind, policyArn: target };
  return { kind, profileName: nameInArn(target), profileArn: target };
}
