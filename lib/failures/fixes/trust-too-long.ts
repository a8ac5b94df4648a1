/** Fixes of a trust policy that exceeds IAM's quota once EC2 is added. Browser-safe. */

import { prettyPolicy } from "#lib/iam-policy/pretty.ts";
import { rawStatements } from "#lib/iam-policy/raw-statements.ts";
import type { TrustProposal } from "#lib/iam-policy/trust-proposal.ts";
import { TRUST_POLICY_QUOTA, trustPolicySize } from "#lib/iam-policy/trust-size.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { Connection } from "../reasons/reason.ts";
import { cliFix, type Fix, textFix } from "./fix.ts";
import { raiseQuota } from "./quota-fix.ts";
import { updateTrust } from "./trust-document.ts";
import { trustNotes } from "./trust-notes.ts";

/** Returns what to raise or remove, then the document, which IAM refuses before. */
export function tooLongFixes(
  roleArn: RoleArn,
  account: Connection,
  { before, after, changes, size, quota }: TrustProposal,
): Fix[] {
  const over = size - quota;
  const allowed =
    quota > TRUST_POLICY_QUOTA
      ? `The policy has ${number(quota)} now, more than AWS's usual ${number(TRUST_POLICY_QUOTA)}, so the quota of this account was raised; whether ${number(size)} still fit nobody can tell from here.`
      : `AWS allows ${number(quota)} unless the account's quota was raised.`;
  const longest = rawStatements(before)
    .map((statement, index) => ({ index, characters: trustPolicySize(statement) }))
    .toSorted((one, other) => other.characters - one.characters)
    .slice(0, 3)
    .map(({ index, characters }) => `statement ${index + 1} (${number(characters)})`);
  const [first, ...others] = trustNotes(changes);
  const later = "Only once there is room for it: AWS answers ACLSizePerRole: LimitExceeded before that.";
  return [
    textFix(
      "Too long: make room first",
      [
        `With EC2 the trust policy of ${roleArn.name} has ${number(size)} characters without white space, written as short as it can be. ${allowed}`,
        `1. Raise the quota "Role trust policy length" of account ${account.accountId} to ${number(nextQuota(size))} (next tab). AWS grants up to 4,096 by itself.`,
        `2. Or remove ${number(over)} characters: the longest are ${longest.join(", ")}. Look for services, clusters and roles that no longer use this role.`,
        "3. Or create a role of its own for the machines, with a trust policy for EC2 alone, and register that one.",
      ].join("\n"),
    ),
    raiseQuota(account, "L-C07B4B0D", "Role trust policy length", nextQuota(size)),
    {
      kind: "trust_policy",
      title: "Trust policy, once it fits",
      body: prettyPolicy(after),
      before: prettyPolicy(before),
      notes: [later, ...(first ? [first, ...others] : [])],
    },
    {
      ...cliFix("AWS CLI, once it fits", account, [updateTrust(roleArn, after)], {
        done: `the trust policy of ${roleArn.name} is changed.`,
      }),
      notes: [later],
    },
  ];
}

const number = (count: number) => count.toLocaleString("en");

function nextQuota(size: number): number {
  return Math.ceil(size / 1024) * 1024;
}
