/** The one reason that a role and an account share beyond the step `connect`. Browser-safe. */

import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { textFix } from "../fixes/fix.ts";
import { createPolicyFixes } from "../fixes/role-fix.ts";
import type { AccountSubject, ReasonEntry } from "./reason.ts";
import { inWords } from "./words.ts";

export const REQUIRED_POLICY_MISSING: ReasonEntry<"required_policy_missing", AccountSubject> = {
  title: "A required policy is missing in the account",
  actor: "you",
  retry: "fix",
  detail: ({ facts, connection }) =>
    `The policy ${nameInArn(facts.policyArn)}, which every machine of a cluster needs, is not in ${inWords(connection)}. Create it with the command below, or update the set-up stack of the account.`,
  fixes: ({ facts, connection, requiredPolicies }) => {
    const policy = requiredPolicies.find(({ arn }) => arn === facts.policyArn);
    const fixes = policy ? createPolicyFixes(policy, connection) : [];
    if (fixes.length > 0) return fixes;
    return [
      textFix(
        "Update the set-up",
        `Run the set-up documents of account ${connection.accountId} again; they create ${facts.policyArn}.`,
      ),
    ];
  },
};
