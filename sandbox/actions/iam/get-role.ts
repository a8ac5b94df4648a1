import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToRead } from "./find.ts";
import { roleName } from "./names.ts";
import { roleInFull } from "./views.ts";

export const getRole = defineAction({
  service: "iam",
  name: "GetRole",
  params: { RoleName: roleName },
  access: ({ account, params }) => [onRole(account, "iam:GetRole", params.RoleName)],
  run: ({ world, account, params }) => ({ Role: roleInFull(world, roleToRead(account, params.RoleName)) }),
});
