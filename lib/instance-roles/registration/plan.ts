/** Plans what has to be written, and counts whether the quotas allow it, before anything is attached. Pure. */
import type { Failure, Warning } from "#lib/failures/failure.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import { profileArn } from "#lib/role-arn/role-arn.ts";
import type { Wanted } from "./ledger/attachment-store.ts";
import { PROFILE_PATH, profileNames } from "./profile-names.ts";
import type { Found } from "./steps/find-role.ts";
import type { Subject } from "./subject.ts";

export type Plan = {
  /** Required policies AWS does not show on the role. */
  missing: RequiredPolicy[];
  profile: PlannedProfile;
  problems: Failure[];
};

export type PlannedProfile = {
  name: string;
  arn: string;
  /** The profile exists and holds the role. */
  isThere: boolean;
};

type Planned = Pick<Subject, "roleArn" | "required" | "connection" | "chosenProfileArn">;

export function planChanges(subject: Planned, found: Found): Plan {
  const missing = subject.required.filter(({ arn }) => !found.attachedPolicyArns.includes(arn));
  const profile = planProfile(subject, found);
  return {
    missing,
    profile,
    problems: [...policyQuota(found, missing), ...profileProblems(subject, found, profile)],
  };
}

/** Everything the run relies on, for the ledger. */
export function wantedOf({ required, connection }: Planned, { missing, profile }: Plan): Wanted[] {
  const policies = required.map(({ arn }) => ({
    kind: "policy" as const,
    target: arn,
    found: !missing.some((policy) => policy.arn === arn),
  }));
  return [...policies, ...profileParts(profile, connection)];
}

/** A profile and the role's place in it. */
export function profileParts(
  { arn: target, isThere: found }: PlannedProfile,
  { tags }: Subject["connection"],
): Wanted[] {
  return [
    { kind: "profile", target, found, tags },
    { kind: "role_in_profile", target, found },
  ];
}

/**
 * Picks the profile: of those that hold the role the chosen one, else the one of the role's name, else the first; a new
 * one where none does.
 */
function planProfile({ roleArn, chosenProfileArn }: Planned, { profiles }: Found): PlannedProfile {
  const [ownName] = profileNames(roleArn.name);
  const there =
    profiles.find(({ arn }) => arn === chosenProfileArn) ??
    profiles.find(({ name }) => name === ownName) ??
    profiles[0];
  if (there) return { name: there.name, arn: there.arn, isThere: true };
  return newProfile(roleArn, ownName);
}

export function newProfile({ partition, accountId }: Subject["roleArn"], name: string): PlannedProfile {
  return { name, arn: profileArn({ partition, accountId, path: PROFILE_PATH, name }), isThere: false };
}

/** Warns where the profile's name differs from the role's: instances are launched with the profile's name. */
export function otherName(
  { name }: Subject["roleArn"],
  { name: profileName }: Pick<PlannedProfile, "name">,
): Warning[] {
  return profileName === name ? [] : [{ code: "profile_holds_other_name", facts: { profileName } }];
}

function policyQuota({ attachedPolicyArns, summary }: Found, missing: RequiredPolicy[]): Failure[] {
  const { attachedPoliciesPerRoleQuota: quota } = summary;
  const attached = attachedPolicyArns.length;
  const needed = missing.length;
  if (quota === undefined || needed === 0 || attached + needed <= quota) return [];
  return [
    {
      reason: "policy_quota_exceeded",
      facts: { attached, quota, needed, attachedPolicyArns },
      step: "attach_policies",
    },
  ];
}

/** A choice that no longer holds the role is not passed over: machines may be started with it by name. */
function profileProblems(
  { connection, chosenProfileArn }: Planned,
  found: Found,
  profile: PlannedProfile,
): Failure[] {
  const profileArns = found.profiles.map(({ arn }) => arn).toSorted();
  const isChosenThere = !chosenProfileArn || profileArns.includes(chosenProfileArn);
  if (isChosenThere && (profile.isThere || !connection.neverMakeProfiles))
    return profileQuota(found, profile);
  const facts = { profileArns, ...(chosenProfileArn && { chosenProfileArn }) };
  return [{ reason: "profile_missing", facts, step: "ensure_profile" }];
}

/** The role sits in several and nobody has chosen: which one is used, and which there are. */
export function severalProfiles(
  { chosenProfileArn }: Pick<Subject, "chosenProfileArn">,
  { profiles }: Found,
  { name: profileName }: Pick<PlannedProfile, "name">,
): Warning[] {
  if (chosenProfileArn || profiles.length < 2) return [];
  const facts = { profileName, profileArns: profiles.map(({ arn }) => arn).toSorted() };
  return [{ code: "several_profiles", facts }];
}

function profileQuota({ summary }: Found, { isThere }: PlannedProfile): Failure[] {
  const { instanceProfiles, instanceProfilesQuota: quota } = summary;
  if (isThere || instanceProfiles === undefined || quota === undefined || instanceProfiles < quota) return [];
  return [{ reason: "profile_quota_exceeded", facts: { quota }, step: "ensure_profile" }];
}
