import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { checkBoundary } from "./boundary.ts";
import { roleToChange } from "./find.ts";
import { policyArn, roleName } from "./names.ts";

export const putRolePermissionsBoundary = defineAction({
  service: "iam",
  name: "PutRolePermissionsBoundary",
  params: { RoleName: roleName, PermissionsBoundary: policyArn },
  access: ({ account, params }) => [
    onRole(account, "iam:PutRolePermissionsBoundary", params.RoleName, {
      "iam:PermissionsBoundary": params.PermissionsBoundary,
    }),
  ],
  run: ({ world, account, params }) => {
    const role = roleToChange(account, params.RoleName);
    checkBoundary(world, account, params.PermissionsBoundary);
    account.saveRole({ ...role, boundary: params.PermissionsBoundary });
    return undefined;
  },
});
