import { ListInstanceProfilesForRoleCommand } from "@aws-sdk/client-iam";
import { callAws } from "../call.ts";
import { everyPage } from "../pages.ts";
import type { Aws } from "../session.ts";
import { type InstanceProfile, readInstanceProfile } from "./instance-profile.ts";

/** Returns the instance profiles that hold the role, without tags. */
export function listInstanceProfilesForRole(
  { iam, caller }: Aws,
  roleName: string,
): Promise<InstanceProfile[]> {
  const action = "ListInstanceProfilesForRole";
  return everyPage(
    (marker) =>
      callAws(caller, "iam", action, () =>
        iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: roleName, Marker: marker })),
      ),
    (page) => (page.InstanceProfiles ?? []).map((profile) => readInstanceProfile(profile, action)),
  );
}
