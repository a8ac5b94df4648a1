import { noSuchEntity } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { roleName } from "./names.ts";

export const deleteRolePermissionsBoundary = defineAction({
  service: "iam",
  name: "DeleteRolePermissionsBoundary",
  params: { RoleName: roleName },
  access: ({ account, params }) => [onRole(account, "iam:DeleteRolePermissionsBoundary", params.RoleName)],
  run: ({ account, params }) => {
    const { boundary, ...role } = roleToChange(account, params.RoleName);
    if (boundary === undefined) throw noSuchEntity("Role does not have a permissions boundary.");
    account.saveRole(role);
    return undefined;
  },
});
