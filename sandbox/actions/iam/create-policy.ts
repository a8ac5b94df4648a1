import { policySize, validateIdentityPolicy } from "../../policies/validate.ts";
import type { Partition } from "../../state/arns.ts";
import { newId } from "../../state/ids.ts";
import type { ManagedPolicy } from "../../state/records.ts";
import { entityAlreadyExists, quotaExceeded } from "../../wire/errors.ts";
import { defineAction, isoTime } from "../action.ts";
import { onNewWithTags } from "./access.ts";
import { description, path, policyDocumentText, policyName, tags } from "./names.ts";
import { asWritten, mergeTags } from "./tags.ts";
import { policyInFull } from "./views.ts";

/** A quota that cannot be raised. */
export const MOST_POLICY_CHARACTERS = 6_144;

export const createPolicy = defineAction({
  service: "iam",
  name: "CreatePolicy",
  params: {
    PolicyName: policyName,
    Path: path,
    PolicyDocument: policyDocumentText,
    Description: description,
    Tags: tags,
  },
  access: ({ account, params }) =>
    onNewWithTags(
      account,
      "iam:CreatePolicy",
      "iam:TagPolicy",
      `policy${params.Path ?? "/"}${params.PolicyName}`,
      params.Tags,
    ),
  run: ({ account, params, now }) => {
    const { PolicyName: name, Path = "/", PolicyDocument: text } = params;
    checkPolicyText(text, account.partition);
    if (account.tables.policies.get(name.toLowerCase())) {
      throw entityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    const { policies: quota } = account.settings.quotas;
    if (account.tables.policies.size >= quota) throw quotaExceeded("PoliciesPerAccount", quota);
    const at = isoTime(now);
    const policy: ManagedPolicy = {
      name,
      path: Path,
      id: newId("ANPA"),
      arn: account.arn(`policy${Path}${name}`),
      createdAt: at,
      updatedAt: at,
      tags: mergeTags([], params.Tags, asWritten),
      versions: [{ id: "v1", text, createdAt: at }],
      defaultVersion: "v1",
      lastVersion: 1,
      ...(params.Description && { description: params.Description }),
    };
    account.savePolicy(policy);
    return { Policy: policyInFull(account, policy) };
  },
});

export function checkPolicyText(text: string, partition: Partition): void {
  validateIdentityPolicy(text, partition);
  if (policySize(text) > MOST_POLICY_CHARACTERS) throw quotaExceeded("PolicySize", MOST_POLICY_CHARACTERS);
}
