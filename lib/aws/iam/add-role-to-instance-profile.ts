import { AddRoleToInstanceProfileCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Adds a role to an instance profile. Needs iam:PassRole on the role as well.
 * @throws AwsError LimitExceeded when it holds a role, even this one
 */
export async function addRoleToInstanceProfile(
  { iam, caller }: Aws,
  { profileName, roleName }: { profileName: string; roleName: string },
): Promise<void> {
  await callAws(caller, "iam", "AddRoleToInstanceProfile", () =>
    iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: roleName })),
  );
}
