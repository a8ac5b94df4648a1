import { RemoveRoleFromInstanceProfileCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Removes a role from an instance profile.
 * @throws AwsError NoSuchEntity when the profile does not exist or does not hold the role
 */
export async function removeRoleFromInstanceProfile(
  { iam, caller }: Aws,
  { profileName, roleName }: { profileName: string; roleName: string },
): Promise<void> {
  await callAws(caller, "iam", "RemoveRoleFromInstanceProfile", () =>
    iam.send(
      new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: roleName }),
    ),
  );
}
