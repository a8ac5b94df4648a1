/** Reasons of the step `check_trust`. Browser-safe. */

import { joined } from "#lib/joined.ts";
import { ec2TrustFixes } from "../fixes/trust-fix.ts";
import type { FailureSubject, Reasons } from "./reason.ts";
import { shortList } from "./words.ts";

export type CheckTrustReason = "trust_no_ec2" | "trust_denied" | "trust_conditional" | "trust_unreadable";

/** EC2's credentials last six hours at most, and are renewed under the current trust policy. */
const RUNNING = "Machines that run as it already work until their credentials end, in six hours at most.";

export const CHECK_TRUST_REASONS: Reasons<CheckTrustReason> = {
  trust_no_ec2: {
    title: "EC2 is not allowed to assume this role",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      facts.trusts.length > 0
        ? `A role's trust policy says who may use it. That of ${roleArn.name} allows ${shortList(facts.trusts)}, but not EC2 (ec2.amazonaws.com), so no machine can start with the role. Add EC2; ${whoStays(facts.trusts)}. ${RUNNING}`
        : `A role's trust policy says who may use it. That of ${roleArn.name} allows nobody, so no machine can start with the role. Add EC2. ${RUNNING}`,
    fixes: trustFix,
  },
  trust_denied: {
    title: "The trust policy keeps EC2 out",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `${statements(facts.statements)} of the trust policy of ${roleArn.name}, which says who may use the role, ${facts.statements.length === 1 ? "denies it to" : "deny it to"} EC2, and a Deny wins over every Allow. Change it so that it no longer covers EC2.`,
    fixes: trustFix,
  },
  trust_conditional: {
    title: "EC2 does not meet the trust policy's conditions",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn, facts }) =>
      `The trust policy of ${roleArn.name}, which says who may use the role, lets EC2 in only under conditions (${joined(facts.conditionKeys)}) that EC2 does not meet when it starts a machine. The change below lets EC2 in without them and says what they protect from.`,
    fixes: trustFix,
  },
  trust_unreadable: {
    title: "The trust policy cannot be evaluated",
    actor: "role_owner",
    retry: "fix",
    detail: ({ roleArn }) =>
      `Rolecall cannot read the trust policy of ${roleArn.name}, or it uses an element that AWS does not support in a trust policy, such as NotPrincipal. So nobody can tell whether EC2 may use the role. Replace it with one that names who may.`,
    fixes: trustFix,
  },
};

export function trustFix({
  roleArn,
  connection,
  facts,
}: FailureSubject & { facts: { trustPolicy: string } }) {
  return ec2TrustFixes(roleArn, connection, facts.trustPolicy);
}

/** Formats statement numbers, which start at 1. */
function statements(indexes: number[]): string {
  const numbers = joined(indexes.map((index) => String(index + 1)));
  return `${indexes.length === 1 ? "Statement" : "Statements"} ${numbers}`;
}

/** AWS accepts no document that names a deleted principal. */
const whoStays = (trusts: string[]) =>
  trusts.some((one) => one.startsWith("a deleted "))
    ? "whoever was deleted is left out, and everybody else in it stays"
    : "everybody who is in it stays";
