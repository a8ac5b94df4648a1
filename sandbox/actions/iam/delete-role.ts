import { deleteConflict } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { roleName } from "./names.ts";

export const deleteRole = defineAction({
  service: "iam",
  name: "DeleteRole",
  params: { RoleName: roleName },
  access: ({ account, params }) => [onRole(account, "iam:DeleteRole", params.RoleName)],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    if (account.tables.instanceProfiles.valuesIn(role.name).length > 0) {
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    if (role.attached.length > 0)
      throw deleteConflict("Cannot delete entity, must detach all policies first.");
    if (Object.keys(role.inline).length > 0) {
      throw deleteConflict("Cannot delete entity, must delete policies first.");
    }
    account.tables.roles.delete(role.name.toLowerCase());
    return undefined;
  },
});
