import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { noInlinePolicy } from "./get-role-policy.ts";
import { policyName, roleName } from "./names.ts";

export const deleteRolePolicy = defineAction({
  service: "iam",
  name: "DeleteRolePolicy",
  params: { RoleName: roleName, PolicyName: policyName },
  access: ({ account, params }) => [onRole(account, "iam:DeleteRolePolicy", params.RoleName)],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    const { [params.PolicyName]: removed, ...inline } = role.inline;
    if (removed === undefined) throw noInlinePolicy(params.PolicyName);
    account.saveRole({ ...role, inline });
    return undefined;
  },
});
