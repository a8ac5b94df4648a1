import { limitExceeded } from "../../wire/errors.ts";
import { flag } from "../../wire/params.ts";
import { defineAction, isoTime } from "../action.ts";
import { onPolicy } from "./access.ts";
import { checkPolicyText } from "./create-policy.ts";
import { policyToChange } from "./find.ts";
import { policyArn, policyDocumentText } from "./names.ts";
import { versionInList } from "./views.ts";

const MOST_VERSIONS = 5;

export const createPolicyVersion = defineAction({
  service: "iam",
  name: "CreatePolicyVersion",
  params: { PolicyArn: policyArn, PolicyDocument: policyDocumentText, SetAsDefault: flag },
  access: ({ world, params }) => [onPolicy(world, "iam:CreatePolicyVersion", params.PolicyArn)],
  run: ({ world, account, params, now }) => {
    const policy = policyToChange(world, account, params.PolicyArn);
    checkPolicyText(params.PolicyDocument, account.partition);
    if (policy.versions.length >= MOST_VERSIONS) {
      throw limitExceeded(
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const lastVersion = policy.lastVersion + 1;
    const version = { id: `v${lastVersion}`, text: params.PolicyDocument, createdAt: isoTime(now) };
    const changed = {
      ...policy,
      lastVersion,
      versions: [...policy.versions, version],
      updatedAt: isoTime(now),
      ...(params.SetAsDefault && { defaultVersion: version.id }),
    };
    account.savePolicy(changed);
    return { PolicyVersion: versionInList(changed, version) };
  },
});
