import { deleteConflict } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onPolicy } from "./access.ts";
import { boundedBy, carriersOf, policyToChange } from "./find.ts";
import { policyArn } from "./names.ts";

export const deletePolicy = defineAction({
  service: "iam",
  name: "DeletePolicy",
  params: { PolicyArn: policyArn },
  access: ({ world, params }) => [onPolicy(world, "iam:DeletePolicy", params.PolicyArn)],
  run: ({ world, account, params }) => {
    const policy = policyToChange(world, account, params.PolicyArn);
    const { roles, users } = carriersOf(account, policy.arn);
    if (roles.length + users.length + boundedBy(account, policy.arn).length > 0) {
      throw deleteConflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    account.tables.policies.delete(policy.name.toLowerCase());
    return undefined;
  },
});
