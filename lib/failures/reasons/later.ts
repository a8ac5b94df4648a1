/** Reasons found when an Active role is checked again, and `unexpected`. Browser-safe. */

import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { FailureFacts } from "../failure.ts";
import { reportFix } from "../fixes/denial-fix.ts";
import { type Fix, textFix } from "../fixes/fix.ts";
import { attachFixes, createRoleFixes, profileFixes, restorePolicyFixes } from "../fixes/role-fix.ts";
import { trustFix } from "./check-trust.ts";
import type { Connection, Reasons } from "./reason.ts";
import { boundaryFix } from "./verify.ts";
import { inWords, shortList } from "./words.ts";

export type LaterReason =
  | "role_deleted"
  | "policy_detached"
  | "profile_removed"
  | "profile_holds_other_role"
  | "trust_changed"
  | "boundary_changed"
  | "policy_version_changed"
  | "unexpected";

export const LATER_REASONS: Reasons<LaterReason> = {
  role_deleted: {
    title: "The role was deleted",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, connection }) =>
      `The role ${roleArn.name} was Active and is no longer in ${inWords(connection)}. Create it again and Retry, or delete it here.`,
    fixes: ({ roleArn, connection }) => createRoleFixes(roleArn, connection),
  },
  policy_detached: {
    title: "A required policy was detached",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The role ${roleArn.name} no longer has ${shortList(facts.policyArns.map(nameInArn))} attached. Retry attaches what is missing.`,
    fixes: ({ roleArn, connection, facts }) => attachFixes(roleArn, connection, facts.policyArns),
  },
  profile_removed: {
    title: "The instance profile is gone",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The instance profile ${nameInArn(facts.profileArn)} no longer exists or no longer holds ${roleArn.name}, so no machine can start with the role. Retry makes one.`,
    fixes: ({ roleArn, connection, facts }) => profileFixes(roleArn, connection, nameInArn(facts.profileArn)),
  },
  profile_holds_other_role: {
    title: "The instance profile holds another role",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The instance profile ${nameInArn(facts.profileArn)} now holds ${facts.heldRoleArn ? nameInArn(facts.heldRoleArn) : "another role"} in place of ${roleArn.name}, so machines would start with the wrong role. Retry gives ${roleArn.name} a profile of its own.`,
    fixes: ({ roleArn, connection }) => profileFixes(roleArn, connection, `${roleArn.name}-nodes`),
  },
  trust_changed: {
    title: "EC2 was taken out of the trust policy",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn }) =>
      `The trust policy of ${roleArn.name} was changed and no longer lets EC2 use the role, so machines that start now cannot. Put EC2 back into it.`,
    fixes: trustFix,
  },
  boundary_changed: {
    title: "The role's permissions boundary was changed",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) => {
      const boundary = `${facts.boundaryArn ? ` (${nameInArn(facts.boundaryArn)})` : ""}`;
      const verb = (facts.forbidden ?? []).length > 0 ? "forbids" : "does not allow";
      return `Machines could work with ${roleArn.name}. Now its permissions boundary${boundary}, the upper limit of what the role may do, ${verb} ${shortList(facts.actions)}. Let it allow what the required policies allow.`;
    },
    fixes: boundaryFix,
  },
  policy_version_changed: {
    title: "A required policy was changed",
    actor: "you",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `Version ${facts.versionId} of the policy ${nameInArn(facts.policyArn)} is in force and no longer allows ${shortList(facts.actions)}, which machines with ${roleArn.name} need. Put the policy's document back, or make an earlier version the default.`,
    fixes: ({ facts, connection, requiredPolicies }) => {
      const policy = requiredPolicies.find(({ arn }) => arn === facts.policyArn);
      return policy ? restorePolicyFixes(policy, connection) : [];
    },
  },
  unexpected: {
    title: "Something unexpected happened",
    actor: ({ facts }) => (saysInactive(facts) ? "you" : "operator"),
    retry: "ours",
    detail: ({ facts, aws, awsRequestId, connection }) => {
      const request = aws?.requestId ?? awsRequestId;
      const answer = facts.code
        ? `AWS answered ${facts.action ?? "a call"} with ${facts.code}`
        : "The run ended with an error";
      const told = `${answer}${request ? ` (request ${request})` : ""}`;
      if (saysInactive(facts)) {
        return `${told}, which means that the account is not active yet or was suspended. Sign in to ${inWords(connection)} and see what AWS asks for there.`;
      }
      return `${told}, which Rolecall does not know how to handle. Retry may help. If it does not, tell the operator of Rolecall, whose log has the details.`;
    },
    fixes: ({ facts, aws, awsRequestId, connection, roleArn }) => {
      const { action = "", code = "" } = facts;
      const refusal = aws ?? { action, code, requestId: awsRequestId };
      const what = `${action || "The run"} ended unexpectedly. If Retry does not help, tell the operator of Rolecall.`;
      return [...activate(facts, connection), reportFix(what, { connection, roleArn, aws: refusal })];
    },
  },
};

/** Whether AWS reports that the account's sign-up is incomplete or that it is suspended. */
function saysInactive({ code }: FailureFacts["unexpected"]): boolean {
  return code === "OptInRequired";
}

function activate(facts: FailureFacts["unexpected"], { accountId }: Connection): Fix[] {
  if (!saysInactive(facts)) return [];
  return [
    textFix(
      "Look at the account",
      `Sign in to the AWS console of account ${accountId} as its owner. AWS says there what it lacks: a means of payment, a verification, or that it was suspended. Retry once it is active; AWS may take a day for that.`,
    ),
  ];
}
