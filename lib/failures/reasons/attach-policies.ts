/** Reasons of the step `attach_policies`. Browser-safe. */

import { counted } from "#lib/counted.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { attachRequired } from "#lib/setup-documents/permissions.ts";
import type { FailureFacts } from "../failure.ts";
import { denialFixes } from "../fixes/denial-fix.ts";
import { textFix } from "../fixes/fix.ts";
import { missingSlots, policyQuotaFixes } from "../fixes/quota-fix.ts";
import type { Reasons } from "./reason.ts";
import { REQUIRED_POLICY_MISSING } from "./required-policy-missing.ts";
import { actorOf, connectionRole, didNotLet, refusedBecause } from "./words.ts";

export type AttachPoliciesReason =
  | "attach_denied"
  | "policy_quota_exceeded"
  | "required_policy_missing"
  | "policy_not_attachable"
  | "policy_changed_under_us";

export const ATTACH_POLICIES_REASONS: Reasons<AttachPoliciesReason> = {
  attach_denied: {
    title: "Rolecall may not attach a policy",
    actor: ({ aws }) => actorOf(aws),
    retry: "fix",
    detail: ({ roleArn, connection, facts, aws }) =>
      `${didNotLet(aws)} Rolecall attach the policy ${nameInArn(facts.policyArn)} to ${roleArn.name}. ${refusedBecause(aws, connectionRole(connection))}`,
    fixes: ({ roleArn, connection, requiredPolicies, aws }) =>
      denialFixes({
        connection,
        aws,
        permissions: [attachRequired({ requiredPolicies }, [roleArn.arn])],
        topic: `attach-${roleArn.name}`,
      }),
  },
  policy_quota_exceeded: {
    title: "The role has no room for the required policies",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The role ${roleArn.name} carries ${counted(facts.attached, "managed policy", "managed policies")} ${inQuota(facts)} ${facts.fitted ? "Rolecall detaches the policies it had already attached." : "Nothing was attached."} Make room for ${counted(missingSlots(facts), "more", "more")}, or ask AWS for a higher quota.`,
    fixes: ({ roleArn, connection, requiredPolicies, facts }) =>
      policyQuotaFixes({ roleArn, connection, requiredPolicies, ...facts }),
  },
  required_policy_missing: REQUIRED_POLICY_MISSING,
  policy_not_attachable: {
    title: "A required policy cannot be attached to a role",
    actor: "operator",
    retry: "ours",
    detail: ({ facts }) =>
      `AWS says that ${nameInArn(facts.policyArn)} cannot be attached to any role. It is in this Rolecall's set of required policies, which its operator has to correct.`,
    fixes: ({ facts }) => [
      textFix(
        "For the operator of Rolecall",
        `AWS answers PolicyNotAttachable for ${facts.policyArn}. Take it out of the required policies (ROLECALL_REQUIRED_POLICIES), or name another one in its place.`,
      ),
    ],
  },
  policy_changed_under_us: {
    title: "Somebody else is changing the role at the same time",
    actor: "nobody",
    retry: "wait",
    detail: ({ roleArn, facts }) =>
      `While Rolecall ${facts.policyArn ? `attached the policy ${nameInArn(facts.policyArn)} to` : `made the instance profile ${facts.profileName ?? roleArn.name} for`} ${roleArn.name}, somebody else was changing the same role or profile, and AWS takes one change at a time. Retry when they have finished.`,
    fixes: () => [],
  },
};

/** Says how much of the quota is used and how much is needed, as far as known. */
function inQuota({ quota, needed }: FailureFacts["policy_quota_exceeded"]): string {
  return quota === undefined
    ? `and AWS allows fewer on a role in this account than the ${needed} more that Rolecall needs to attach would make.`
    : `of the ${quota} that AWS allows on a role in this account, and Rolecall needs to attach ${needed} more.`;
}
