import { deleteConflict } from "../../wire/errors.ts";
import { defineAction, isoTime } from "../action.ts";
import { onPolicy } from "./access.ts";
import { policyToChange } from "./find.ts";
import { versionOf } from "./get-policy-version.ts";
import { policyArn, versionId } from "./names.ts";

export const deletePolicyVersion = defineAction({
  service: "iam",
  name: "DeletePolicyVersion",
  params: { PolicyArn: policyArn, VersionId: versionId },
  access: ({ world, params }) => [onPolicy(world, "iam:DeletePolicyVersion", params.PolicyArn)],
  run: ({ world, account, params, now }) => {
    const policy = policyToChange(world, account, params.PolicyArn);
    const { id } = versionOf(policy, params.VersionId);
    if (id === policy.defaultVersion) throw deleteConflict("Cannot delete the default version of a policy.");
    const versions = policy.versions.filter((version) => version.id !== id);
    account.savePolicy({ ...policy, versions, updatedAt: isoTime(now) });
    return undefined;
  },
});
