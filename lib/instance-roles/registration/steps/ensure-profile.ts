/** ensure_profile: the instance profile that holds the role: one that is there, or one of ours. */
import { hasCode, isNoSuchEntity } from "#lib/aws/errors.ts";
import { addRoleToInstanceProfile } from "#lib/aws/iam/add-role-to-instance-profile.ts";
import { createInstanceProfile } from "#lib/aws/iam/create-instance-profile.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { waitFor, waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { newProfile, type PlannedProfile, whoseProfile } from "../plan.ts";
import { PROFILE_PATH, PROFILE_TAGS, profileNames } from "../profile-names.ts";
import type { Subject } from "../subject.ts";
import type { Found } from "./find-role.ts";

const STEP = "ensure_profile";

type With = { session: AwsSession; found: Found; ledger: Ledger; planned: PlannedProfile };

/** @returns the profile that holds the role now */
export function ensureProfile(subject: Subject, work: With): Promise<PlannedProfile> {
  return subject.journal.step(STEP, async (notes) => {
    const { planned, ledger } = work;
    if (planned.isThere && !ledger.find("role_in_profile", planned.arn)?.toMake) return planned;
    return (await make(subject, work, notes, planned)) ?? (await makeOther(subject, work, notes));
  });
}

/** The profile of the first name holds another role: names are unique in an account, whatever the path. */
async function makeOther(subject: Subject, work: With, notes: StepNotes): Promise<PlannedProfile> {
  const [taken, name] = profileNames(subject.roleArn.name);
  const other = newProfile(subject.roleArn, name);
  await work.ledger.intend([
    { kind: "profile", target: other.arn, found: false },
    { kind: "role_in_profile", target: other.arn, found: false },
  ]);
  const made = await make(subject, work, notes, other);
  if (made) return made;
  throw new RegistrationFailed({ reason: "profile_name_taken", facts: { profileName: taken }, step: STEP });
}

/** Makes the profile where it is not there and puts the role in. Null: a profile of this name is somebody else's. */
async function make(
  subject: Subject,
  { session, found, ledger }: With,
  notes: StepNotes,
  profile: PlannedProfile,
): Promise<PlannedProfile | null> {
  const aws = { ...session, caller: notes.caller };
  const one = { ledger, profile };
  const { instanceProfilesQuota: profilesQuota } = found.summary;
  const about = {
    step: STEP,
    profileName: profile.name,
    propagationMs: subject.budgets.propagationMs,
    ...(profilesQuota !== undefined && { profilesQuota }),
  } as const;
  const whose = await createOrFind(subject, aws, notes, one).catch(asReason(about));
  if (whose === "ours" && (await addRole(subject, aws, notes, one).catch(asReason(about)))) {
    return { ...profile, isThere: true };
  }
  await ledger.drop(intentsOf(ledger, profile));
  return typeof whose === "object" ? { name: whose.name, arn: whose.arn, isThere: true } : null;
}

/** Ours, somebody else's that holds the role all the same, or somebody else's. */
type Whose = "ours" | InstanceProfile | "not ours";
type OneProfile = { ledger: Ledger; profile: PlannedProfile };

async function createOrFind(
  subject: Subject,
  aws: Aws,
  notes: StepNotes,
  { ledger, profile }: OneProfile,
): Promise<Whose> {
  const intent = ledger.find("profile", profile.arn);
  if (!intent?.toMake) return "ours";
  const { name } = profile;
  const create = () => createInstanceProfile(aws, { name, path: PROFILE_PATH, tags: { ...PROFILE_TAGS } });
  try {
    await ledger.make(
      intent,
      () => unlessTaken(create),
      ({ profileId }) => profileId,
    );
    return "ours";
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    const seen = await look(subject, aws, notes, profile);
    const whose = whoseProfile(seen, profile, subject.roleArn.arn);
    // Its name was written down before it was made.
    if (whose === "ours") ledger.confirm(intent, seen.profileId);
    return whose === "holds the role" ? seen : whose;
  }
}

/** The name is taken; by whom is seen by looking. The intent stays: it may be ours, from a run that was cut off. */
class NameTaken extends Error {}

async function unlessTaken(create: () => Promise<InstanceProfile>): Promise<InstanceProfile> {
  try {
    return await create();
  } catch (error) {
    throw hasCode(error, "EntityAlreadyExists") ? new NameTaken() : error;
  }
}

const holdsRole = ({ roleArn }: Subject, { roleArns }: InstanceProfile) => roleArns.includes(roleArn.arn);

/** It is there, for AWS said so; reads may be behind. */
function look(
  subject: Subject,
  aws: Aws,
  notes: StepNotes,
  { name, arn }: PlannedProfile,
): Promise<InstanceProfile> {
  return waitOut(() => getInstanceProfile(aws, name), isNoSuchEntity, {
    notes,
    waitingFor: { kind: "propagation", what: arn },
    budgetMs: subject.budgets.propagationMs,
    signal: subject.signal,
  });
}

/** False: the profile holds another role already. */
async function addRole(
  subject: Subject,
  aws: Aws,
  notes: StepNotes,
  { ledger, profile }: OneProfile,
): Promise<boolean> {
  const intent = ledger.find("role_in_profile", profile.arn);
  if (intent && !intent.toMake) return true;
  const names = { profileName: profile.name, roleName: subject.roleArn.name };
  const add = () =>
    waitOut(() => unlessFull(() => addRoleToInstanceProfile(aws, names)), isNoSuchEntity, {
      notes,
      waitingFor: { kind: "propagation", what: profile.arn },
      budgetMs: subject.budgets.propagationMs,
      signal: subject.signal,
    });
  try {
    await (intent ? ledger.make(intent, add) : add());
    return true;
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    // One role a profile, and the answer is the same where that is this one (docs/aws-facts.md, Instance profiles).
    const isIn = holdsRole(subject, await lookInside(subject, aws, notes, profile));
    if (isIn && intent) ledger.confirm(intent);
    return isIn;
  }
}

/** It holds a role, for AWS said so; which one may take a while to be shown. */
async function lookInside(
  subject: Subject,
  aws: Aws,
  notes: StepNotes,
  profile: PlannedProfile,
): Promise<InstanceProfile> {
  const { last, isGood, waitedMs } = await waitFor(
    () => look(subject, aws, notes, profile),
    ({ roleArns }) => roleArns.length > 0,
    {
      notes,
      waitingFor: { kind: "propagation", what: profile.arn },
      budgetMs: subject.budgets.propagationMs,
      signal: subject.signal,
    },
  );
  if (isGood) return last;
  const facts = { profileName: profile.name, waitedMs };
  throw new RegistrationFailed({ reason: "profile_not_visible_yet", facts, step: STEP });
}

class Full extends Error {}

async function unlessFull(add: () => Promise<void>): Promise<void> {
  try {
    await add();
  } catch (error) {
    throw hasCode(error, "LimitExceeded", "EntityAlreadyExists") ? new Full() : error;
  }
}

function intentsOf(ledger: Ledger, { arn }: PlannedProfile) {
  return [ledger.find("profile", arn), ledger.find("role_in_profile", arn)].filter(
    (intent) => intent !== undefined,
  );
}
