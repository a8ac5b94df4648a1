import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { description, maxSessionDuration, roleName } from "./names.ts";

export const updateRole = defineAction({
  service: "iam",
  name: "UpdateRole",
  params: { RoleName: roleName, Description: description, MaxSessionDuration: maxSessionDuration },
  access: ({ account, params }) => [onRole(account, "iam:UpdateRole", params.RoleName)],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    account.saveRole({
      ...role,
      description: params.Description ?? role.description,
      maxSessionSeconds: params.MaxSessionDuration ?? role.maxSessionSeconds,
    });
    return {};
  },
});
