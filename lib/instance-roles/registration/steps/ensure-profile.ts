/**
 * ensure_profile: finds or creates the instance profile that holds the role. A profile is ours where one of our creates
 * made it (`ledger/profile-ownership.ts`); others of the same name are not changed.
 */
import { type AwsError, hasCode, isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { addRoleToInstanceProfile } from "#lib/aws/iam/add-role-to-instance-profile.ts";
import { createInstanceProfile } from "#lib/aws/iam/create-instance-profile.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import type { InstanceProfile } from "#lib/aws/iam/instance-profile.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { type About, asReason } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import { waitFor, waitOut } from "#lib/waiting/wait-out.ts";
import type { StepNotes } from "../journal.ts";
import type { Intent } from "../ledger/attachment-store.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { newProfile, type PlannedProfile, profileParts } from "../plan.ts";
import { ATTACHMENT_TAG, PROFILE_PATH, PROFILE_TAGS, profileNames } from "../profile-names.ts";
import type { Subject } from "../subject.ts";
import type { Found } from "./find-role.ts";

const STEP = "ensure_profile";

type With = { session: AwsSession; found: Found; ledger: Ledger; planned: PlannedProfile };

/**
 * Ensures the profile.
 * @returns the profile that holds the role now
 */
export function ensureProfile(subject: Subject, work: With): Promise<PlannedProfile> {
  return subject.journal.step(STEP, async (notes) => {
    const { planned, ledger, session, found } = work;
    if (planned.isThere && !ledger.find("role_in_profile", planned.arn)?.toMake) return planned;
    const making = { subject, aws: { ...session, caller: notes.caller }, notes, ledger, found };
    const first = await make(making, planned);
    return "usable" in first ? first.usable : makeOther(making, first);
  });
}

/** What the functions of this step share. */
type Making = { subject: Subject; aws: Aws; notes: StepNotes; ledger: Ledger; found: Found };

/**
 * `unreadable`: GetInstanceProfile was denied for the existing profile. `mayBeOurs`: the answer to an earlier create of
 * ours was lost, so the intent stays until the profile can be read.
 */
type Taken = { taken: true; unreadable?: AwsError; mayBeOurs?: boolean };

/** Tries the second name after the first was taken. There is no third. */
async function makeOther(making: Making, first: Taken): Promise<PlannedProfile> {
  const { roleArn } = making.subject;
  const [profileName, name] = profileNames(roleArn.name);
  const other = newProfile(roleArn, name);
  await making.ledger.intend(profileParts(other, making.subject.connection));
  const second = await make(making, other);
  if ("usable" in second) return second.usable;
  if (first.unreadable) asReason(aboutOf(making, profileName))(first.unreadable);
  if (second.unreadable) asReason(aboutOf(making, name))(second.unreadable);
  throw new RegistrationFailed({ reason: "profile_name_taken", facts: { profileName }, step: STEP });
}

/** Creates the profile where it does not exist, and adds the role. */
async function make(making: Making, profile: PlannedProfile): Promise<{ usable: PlannedProfile } | Taken> {
  const about = aboutOf(making, profile.name);
  const made = await createOrFind(making, profile).catch(asReason(about));
  if (made === "ours" && (await addRole(making, profile).catch(asReason(about)))) {
    return { usable: { ...profile, isThere: true } };
  }
  const mayBeOurs = made !== "ours" && "taken" in made && made.mayBeOurs;
  if (!mayBeOurs) await making.ledger.drop(intentsOf(making.ledger, profile));
  return made === "ours" ? { taken: true } : made;
}

function aboutOf({ subject, found }: Making, profileName: string): About {
  const { instanceProfilesQuota: profilesQuota } = found.summary;
  const { propagationMs } = subject.budgets;
  return { step: STEP, profileName, propagationMs, ...(profilesQuota !== undefined && { profilesQuota }) };
}

/** Creates the profile, or uses an existing one that holds the role, even where it is not ours. */
async function createOrFind(
  making: Making,
  profile: PlannedProfile,
): Promise<"ours" | { usable: PlannedProfile } | Taken> {
  const { subject, aws, ledger } = making;
  const intent = ledger.find("profile", profile.arn);
  if (!intent?.toMake) return "ours";
  const tags = { ...subject.connection.tags, ...PROFILE_TAGS, [ATTACHMENT_TAG]: intent.id };
  const create = () => createInstanceProfile(aws, { name: profile.name, path: PROFILE_PATH, tags });
  let mayBeOurs = intent.mayBeThere;
  try {
    await ledger.make(
      intent,
      () => create().catch(throwAs(NameTaken, "EntityAlreadyExists")),
      ({ profileId }) => profileId,
    );
    return "ours";
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    mayBeOurs ||= error.mayHaveHappened;
  }
  const seen = await look(making, profile).catch(ifDenied);
  if ("unreadable" in seen) return { ...seen, mayBeOurs };
  if ((await ledger.whose(seen)) === "ours") {
    ledger.confirm(intent, seen.profileId);
    return "ours";
  }
  if (!holdsRole(subject, seen)) return { taken: true };
  return { usable: { name: seen.name, arn: seen.arn, isThere: true } };
}

/** EntityAlreadyExists: who owns the existing profile has to be read. Until then the intent stays. */
class ThereAlready extends Error {
  /** An earlier try of the same call lost its answer, and may have created it. */
  readonly mayHaveHappened: boolean;

  constructor({ mayHaveHappened }: AwsError) {
    super("it is there already");
    this.mayHaveHappened = mayHaveHappened;
  }
}

class NameTaken extends ThereAlready {}

class Full extends ThereAlready {}

function throwAs(Answer: typeof NameTaken | typeof Full, ...codes: string[]) {
  return (error: unknown): never => {
    throw hasCode(error, ...codes) ? new Answer(error) : error;
  };
}

function ifDenied(error: unknown): Taken & { unreadable: AwsError } {
  if (isDenied(error)) return { taken: true, unreadable: error };
  throw error;
}

const holdsRole = ({ roleArn }: Subject, { roleArns }: InstanceProfile) => roleArns.includes(roleArn.arn);

/** Reads a profile that AWS says exists, waiting for reads to show it. */
function look({ subject, aws, notes }: Making, { name, arn }: PlannedProfile): Promise<InstanceProfile> {
  return waitOut(() => getInstanceProfile(aws, name), isNoSuchEntity, {
    notes,
    waitingFor: { kind: "propagation", what: arn },
    budgetMs: subject.budgets.propagationMs,
    signal: subject.signal,
  });
}

/**
 * Adds the role.
 * @returns false where the profile holds another role
 */
async function addRole(making: Making, profile: PlannedProfile): Promise<boolean> {
  const { subject, aws, notes, ledger } = making;
  const intent = ledger.find("role_in_profile", profile.arn);
  if (intent && !intent.toMake) return true;
  const names = { profileName: profile.name, roleName: subject.roleArn.name };
  const add = () =>
    waitOut(() => addRoleToInstanceProfile(aws, names).catch(ifFull), isNoSuchEntity, {
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
    // A profile holds one role; AWS gives the same error where that is this role (docs/aws-facts.md, Instance
    // profiles).
    const isIn = holdsRole(subject, await lookInside(making, profile));
    if (isIn && intent) await settleFilled(ledger, intent, error);
    return isIn;
  }
}

/**
 * Settles the intent where the role is in the profile already: an earlier try or attempt added it, or somebody else
 * did.
 */
async function settleFilled(ledger: Ledger, intent: Intent, { mayHaveHappened }: Full): Promise<void> {
  if (intent.mayBeThere || mayHaveHappened) ledger.confirm(intent);
  else await ledger.drop([intent]);
}

/** Reads the profile that AWS says is full, waiting for reads to show its role. */
async function lookInside(making: Making, profile: PlannedProfile): Promise<InstanceProfile> {
  const { subject, notes } = making;
  const { last, isGood, waitedMs } = await waitFor(
    () => look(making, profile),
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

const ifFull = throwAs(Full, "LimitExceeded", "EntityAlreadyExists");

function intentsOf(ledger: Ledger, { arn }: PlannedProfile): Intent[] {
  return [ledger.find("profile", arn), ledger.find("role_in_profile", arn)].filter(
    (intent) => intent !== undefined,
  );
}
