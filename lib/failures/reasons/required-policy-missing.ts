/** The one reason outside of `connect` that roles and accounts share. Browser-safe. */

import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { textFix } from "../fixes/fix.ts";
import { createPolicyFixes } from "../fixes/role-fix.ts";
import type { AccountSubject, ReasonEntry } from "./reason.ts";
import { inWords } from "./words.ts";

export const REQUIRED_POLICY_MISSING: ReasonEntry<"required_policy_missing", AccountSubject> = {
  title: "A required policy is missing in the account",
  actor: ({ facts }) => (isAws(facts.policyArn) ? "operator" : "you"),
  retry: "fix",
  detail: ({ facts, connection }) =>
    isAws(facts.policyArn)
      ? `The policy ${nameInArn(facts.policyArn)}, which Rolecall attaches to every role, is one of AWS's own, and AWS does not offer it in ${inWords(connection)} (partition ${connection.partition}). Nothing in the account can change that: the operator of Rolecall has to require another policy there.`
      : `The policy ${nameInArn(facts.policyArn)}, which every machine of a cluster needs, is not in ${inWords(connection)}. Create it with the command below, or run the set-up documents of the account again.`,
  fixes: ({ facts, connection, requiredPolicies }) => {
    const { policyArn } = facts;
    if (isAws(policyArn)) {
      return [
        textFix(
          "For the operator of Rolecall",
          `AWS has no policy ${policyArn} in the partition ${connection.partition}. Take it out of the required policies of that partition (ROLECALL_REQUIRED_POLICIES), or name another one in its place.`,
        ),
      ];
    }
    const policy = requiredPolicies.find(({ arn }) => arn === policyArn);
    const fixes = policy ? createPolicyFixes(policy, connection) : [];
    if (fixes.length > 0) return fixes;
    return [
      textFix(
        "Update the set-up",
        `Run the set-up documents of account ${connection.accountId} again; they create ${policyArn}.`,
      ),
    ];
  },
};

/** Whether AWS manages the policy; customers cannot create those. */
const isAws = (policyArn: string) => policyArn.includes(":iam::aws:");
