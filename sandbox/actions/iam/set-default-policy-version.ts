import { defineAction, isoTime } from "../action.ts";
import { onPolicy } from "./access.ts";
import { policyToChange } from "./find.ts";
import { versionOf } from "./get-policy-version.ts";
import { policyArn, versionId } from "./names.ts";

export const setDefaultPolicyVersion = defineAction({
  service: "iam",
  name: "SetDefaultPolicyVersion",
  params: { PolicyArn: policyArn, VersionId: versionId },
  access: ({ world, params }) => [onPolicy(world, "iam:SetDefaultPolicyVersion", params.PolicyArn)],
  run: ({ world, account, params, now }) => {
    const policy = policyToChange(world, account, params.PolicyArn);
    const { id } = versionOf(policy, params.VersionId);
    account.savePolicy({ ...policy, defaultVersion: id, updatedAt: isoTime(now) });
    return undefined;
  },
});
