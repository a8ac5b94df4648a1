/** The profiles that a change is to put on instances, as IAM knows them now. */
import { isNoSuchEntity } from "#lib/aws/errors.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import type { Aws } from "#lib/aws/session.ts";
import type { ProfileRef } from "./item.ts";

/** `profileId`: the one that is meant, where it is known: one made again under its name is another. */
export type WantedProfile = { arn: string; profileId: string | null };

/** Null where there is none of this ARN, or id, or where it does not hold the role that it is to bring. */
export async function resolveProfile(
  aws: Aws,
  wanted: WantedProfile,
  roleArn: string | null,
): Promise<ProfileRef | null> {
  const { arn, profileId } = wanted;
  try {
    const profile = await getInstanceProfile(aws, arn.slice(arn.lastIndexOf("/") + 1));
    const isMeant = profile.arn === arn && (profileId === null || profile.profileId === profileId);
    const holdsRole = roleArn === null || profile.roleArns.includes(roleArn);
    return isMeant && holdsRole ? { arn, id: profile.profileId } : null;
  } catch (error) {
    if (isNoSuchEntity(error)) return null;
    throw error;
  }
}
