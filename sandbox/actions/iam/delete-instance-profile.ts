import { deleteConflict } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onInstanceProfile } from "./access.ts";
import { instanceProfileToChange } from "./find.ts";
import { instanceProfileName } from "./names.ts";

export const deleteInstanceProfile = defineAction({
  service: "iam",
  name: "DeleteInstanceProfile",
  params: { InstanceProfileName: instanceProfileName },
  access: ({ account, params }) => [
    onInstanceProfile(account, "iam:DeleteInstanceProfile", params.InstanceProfileName),
  ],
  run: ({ account, params }) => {
    const profile = instanceProfileToChange(account, params.InstanceProfileName);
    if (profile.roles.length > 0) {
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    account.tables.instanceProfiles.delete(profile.name.toLowerCase());
    return undefined;
  },
});
