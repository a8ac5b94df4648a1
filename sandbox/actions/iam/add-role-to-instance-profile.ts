import { quotaExceeded } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile, passingRoleToEc2 } from "./access.ts";
import { instanceProfileToChange, roleToChange, roleToRead } from "./find.ts";
import { instanceProfileName, roleName } from "./names.ts";

export const addRoleToInstanceProfile = defineAction({
  service: "iam",
  name: "AddRoleToInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, RoleName: roleName },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:AddRoleToInstanceProfile", params.InstanceProfileName),
    passingRoleToEc2(account, params.RoleName),
  ],
  run: ({ account, params }) => {
    const profile = instanceProfileToChange(account, params.InstanceProfileName);
    // The role is only referenced, so one that has not propagated is not found.
    roleToRead(account, params.RoleName);
    const role = roleToChange(account, params.RoleName);
    // A profile holds one role; adding the same role again is refused too.
    if (profile.roles.length > 0) throw quotaExceeded("InstanceSessionsPerInstanceProfile", 1);
    account.saveInstanceProfile({ ...profile, roles: [role.name] });
    return undefined;
  },
});
