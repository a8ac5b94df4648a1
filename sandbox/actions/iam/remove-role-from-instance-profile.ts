import { noSuchEntity } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToChange } from "./find.ts";
import { instanceProfileName, roleName } from "./names.ts";

export const removeRoleFromInstanceProfile = defineAction({
  service: "iam",
  name: "RemoveRoleFromInstanceProfile",
  params: { InstanceProfileName: instanceProfileName, RoleName: roleName },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:RemoveRoleFromInstanceProfile", params.InstanceProfileName),
  ],
  run: ({ account, params }) => {
    const profile = instanceProfileToChange(account, params.InstanceProfileName);
    if (!profile.roles.includes(params.RoleName)) {
      throw noSuchEntity(`The role with name ${params.RoleName} cannot be found.`);
    }
    account.saveInstanceProfile({ ...profile, roles: [] });
    return undefined;
  },
});
