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

export function planChanges(subject: Pick<Subject, "roleArn" | "required">, found: Found): Plan {
  const missing = subject.required.filter(({ arn }) => !found.attachedPolicyArns.includes(arn));
  const profile = planProfile(subject, found);
  return {
    missing,
    profile,
    problems: [...policyQuota(found, missing), ...profileQuota(found, profile)],
  };
}

/** Everything the run relies on, for the ledger. */
export function wantedOf({ required }: Pick<Subject, "required">, { missing, profile }: Plan): Wanted[] {
  const policies = required.map(({ arn }) => ({
    kind: "policy" as const,
    target: arn,
    found: !missing.some((policy) => policy.arn === arn),
  }));
  const { arn: target, isThere: found } = profile;
  return [...policies, { kind: "profile", target, found }, { kind: "role_in_profile", target, found }];
}

/** Picks the profile: one that holds the role already, preferably of the role's name, or else a new one. */
function planProfile({ roleArn }: Pick<Subject, "roleArn">, { profiles }: Found): PlannedProfile {
  const [ownName] = profileNames(roleArn.name);
  const there = profiles.find(({ name }) => name === ownName) ?? profiles[0];
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

function profileQuota({ summary }: Found, { isThere }: PlannedProfile): Failure[] {
  const { instanceProfiles, instanceProfilesQuota: quota } = summary;
  if (isThere || instanceProfiles === undefined || quota === undefined || instanceProfiles < quota) return [];
  return [{ reason: "profile_quota_exceeded", facts: { quota }, step: "ensure_profile" }];
}
