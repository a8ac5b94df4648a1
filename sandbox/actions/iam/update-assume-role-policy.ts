import { acceptTrust } from "../../policies/trust.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { checkTrustSize } from "./create-role.ts";
import { roleToChange } from "./find.ts";
import { policyDocumentText, roleName } from "./names.ts";

export const updateAssumeRolePolicy = defineAction({
  service: "iam",
  name: "UpdateAssumeRolePolicy",
  params: { RoleName: roleName, PolicyDocument: policyDocumentText },
  access: ({ account, params }) => [onRole(account, "iam:UpdateAssumeRolePolicy", params.RoleName)],
  run: ({ world, account, params }) => {
    const role = roleToChange(account, params.RoleName);
    checkTrustSize(account, params.PolicyDocument);
    account.saveRole({ ...role, trust: acceptTrust(world, account.partition, params.PolicyDocument) });
    return undefined;
  },
});
