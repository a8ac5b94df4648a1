/** Checks that the instance profile used for launching still holds the role. */
import { isDenied, isNoSuchEntity } from "#lib/aws/errors.ts";
import { getInstanceProfile } from "#lib/aws/iam/get-instance-profile.ts";
import type { Aws } from "#lib/aws/session.ts";
import { asReason } from "#lib/failures/aws-refusals.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Found } from "../registration/steps/find-role.ts";
import type { KnownRole } from "./known.ts";

const step = "ensure_profile";

/**
 * Returns the findings.
 * @throws RegistrationFailed where AWS does not answer
 */
export async function lookAtProfile(
  { instanceProfileArn: profileArn }: KnownRole,
  aws: Aws,
  { profiles }: Found,
): Promise<Failure[]> {
  if (!profileArn || profiles.some(({ arn }) => arn === profileArn)) return [];
  const heldRoleArn = await roleIn(aws, profileArn);
  if (!heldRoleArn) return [{ reason: "profile_removed", facts: { profileArn }, step }];
  return [{ reason: "profile_holds_other_role", facts: { profileArn, heldRoleArn }, step }];
}

async function roleIn(aws: Aws, profileArn: string): Promise<string | undefined> {
  try {
    const { arn, roleArns } = await getInstanceProfile(aws, nameInArn(profileArn));
    return arn === profileArn ? roleArns[0] : undefined;
  } catch (error) {
    if (isNoSuchEntity(error) || isDenied(error)) return undefined;
    return asReason({ step })(error);
  }
}
