import type { ManagedPolicy, PolicyVersion } from "../../state/records.ts";
import { noSuchEntity } from "../../wire/errors.ts";
import { defineAction } from "../action.ts";
import { onPolicy } from "./access.ts";
import { policyToRead } from "./find.ts";
import { policyArn, versionId } from "./names.ts";
import { versionInFull } from "./views.ts";

export const getPolicyVersion = defineAction({
  service: "iam",
  name: "GetPolicyVersion",
  params: { PolicyArn: policyArn, VersionId: versionId },
  access: ({ world, params }) => [onPolicy(world, "iam:GetPolicyVersion", params.PolicyArn)],
  run: ({ world, account, params }) => {
    const policy = policyToRead(world, account, params.PolicyArn);
    return { PolicyVersion: versionInFull(policy, versionOf(policy, params.VersionId)) };
  },
});

export function versionOf(policy: ManagedPolicy, versionId: string): PolicyVersion {
  const version = policy.versions.find(({ id }) => id === versionId);
  if (version) return version;
  throw noSuchEntity(`Policy ${policy.arn} version ${versionId} does not exist or is not attachable.`);
}
