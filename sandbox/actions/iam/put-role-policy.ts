import { policySize, validateIdentityPolicy } from "../../policies/validate.ts";
import { limitExceeded } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onRole } from "./access.ts";
import { roleToChange } from "./find.ts";
import { policyDocumentText, policyName, roleName } from "./names.ts";

/** The quota for all inline policies of a role together; it cannot be raised. */
export const MOST_INLINE_CHARACTERS = 10_240;

export const putRolePolicy = defineAction({
  service: "iam",
  name: "PutRolePolicy",
  params: { RoleName: roleName, PolicyName: policyName, PolicyDocument: policyDocumentText },
  access: ({ account, params }) => [onRole(account, "iam:PutRolePolicy", params.RoleName)],
  run: ({ account, params }) => {
    const role = roleToChange(account, params.RoleName);
    validateIdentityPolicy(params.PolicyDocument, account.partition);
    const inline = { ...role.inline, [params.PolicyName]: params.PolicyDocument };
    const size = Object.values(inline).reduce((sum, text) => sum + policySize(text), 0);
    if (size > MOST_INLINE_CHARACTERS) {
      throw limitExceeded(
        `Maximum policy size of ${MOST_INLINE_CHARACTERS} bytes exceeded for role ${role.name}`,
      );
    }
    account.saveRole({ ...role, inline });
    return undefined;
  },
});
