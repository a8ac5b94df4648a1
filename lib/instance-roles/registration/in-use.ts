/** Finds the EC2 instances that run with instance profiles about to change, in every Region of the account. */
import { type InstanceWithProfile, instancesWithProfile } from "#lib/aws/ec2/instances-with-profile.ts";
import { listRegions } from "#lib/aws/ec2/list-regions.ts";
import { AwsError, isNoSuchEntity } from "#lib/aws/errors.ts";
import { listInstanceProfilesForRole } from "#lib/aws/iam/list-instance-profiles-for-role.ts";
import { homeRegion } from "#lib/aws/partition.ts";
import type { Aws, AwsSession } from "#lib/aws/session.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Run, Subject } from "./subject.ts";

const STEP = "ensure_profile";
const RETRY = { budgetMs: 3_000 };

export type FoundInstance = InstanceWithProfile & { region: string };

/** `notLooked` lists where EC2 could not be asked, with AWS's error code; without `region`, it was asked nowhere. */
export type InstancesFound = { instances: FoundInstance[]; notLooked: { region?: string; code: string }[] };

/**
 * Returns the instances that run with the role, through any instance profile that holds it. A refused read goes into
 * `notLooked` and is no error.
 * @param madeArns profiles to include whether or not they hold the role
 */
export async function instancesOfRole(
  subject: Subject,
  session: AwsSession,
  madeArns: string[] = [],
): Promise<InstancesFound> {
  const { emulator, signal } = subject;
  const aws = { ...session, caller: { retry: { ...RETRY, emulator, signal } } };
  const { holding, notLooked } = await profilesHolding(subject, aws);
  const profileArns = [...new Set([...madeArns, ...holding])];
  if (profileArns.length === 0) return { instances: [], notLooked };
  const regions = await regionsOf(subject, aws);
  const found = await Promise.all(regions.map((region) => instancesIn(aws, region, profileArns)));
  return {
    instances: found.flatMap(({ instances }) => instances),
    notLooked: [...notLooked, ...found.flatMap((one) => one.notLooked)],
  };
}

/**
 * Refuses a removal while instances run with the role, because they would lose permissions or credentials. Where EC2
 * cannot be asked (denied, not offered, no answer) the removal goes on: describing instances is not a permission
 * Rolecall requires.
 * @param madeArns profiles that Rolecall created for the role and would delete
 * @throws RegistrationFailed `profile_in_use`
 */
export async function refuseInUse(run: Run, session: AwsSession, madeArns: string[]): Promise<void> {
  const { instances } = await instancesOfRole(run, session, madeArns);
  const [first] = instances;
  if (!first) return;
  const { profileArn } = first;
  const using = instances.filter((one) => one.profileArn === profileArn);
  throw new RegistrationFailed({
    reason: "profile_in_use",
    facts: {
      profileArn,
      instanceIds: using.map(({ id }) => id),
      instances: using.map(({ id, region }) => ({ id, region })),
      isMadeByRolecall: madeArns.includes(profileArn),
    },
    step: STEP,
  });
}

async function profilesHolding({ roleArn }: Subject, aws: Aws) {
  try {
    const profiles = await listInstanceProfilesForRole(aws, roleArn.name);
    return { holding: profiles.map(({ arn }) => arn), notLooked: [] };
  } catch (error) {
    // A role that was deleted is in no profile.
    if (isNoSuchEntity(error)) return { holding: [], notLooked: [] };
    if (!(error instanceof AwsError)) throw error;
    return { holding: [], notLooked: [{ code: error.code }] };
  }
}

/**
 * The Regions AWS lists for the account, or else the default ones. An emulator's one endpoint answers for all Regions.
 */
async function regionsOf({ emulator, ec2Regions, roleArn }: Subject, aws: Aws): Promise<readonly string[]> {
  if (emulator) return ec2Regions;
  const listed = await listRegions(aws, homeRegion(roleArn.partition)).catch(nothingKnown);
  return listed.length > 0 ? listed : ec2Regions;
}

async function instancesIn(aws: Aws, region: string, profileArns: string[]): Promise<InstancesFound> {
  try {
    const instances = await instancesWithProfile(aws, { region, profileArns });
    return { instances: instances.map((instance) => ({ ...instance, region })), notLooked: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { instances: [], notLooked: [{ region, code: error.code }] };
  }
}

function nothingKnown(error: unknown): [] {
  if (error instanceof AwsError) return [];
  throw error;
}
