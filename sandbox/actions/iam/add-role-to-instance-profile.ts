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
    // The role is only referred to, so one that has not propagated is not found yet.
    roleToRead(account, params.RoleName);
    const role = roleToChange(account, params.RoleName);
    // One role a profile; adding the one that is in it is refused all the same.
    if (profile.roles.length > 0) throw quotaExceeded("InstanceSessionsPerInstanceProfile", 1);
    account.saveInstanceProfile({ ...profile, roles: [role.name] });
    return undefined;
  },
});
