/** Describes what a proposed trust policy removes or loosens. Browser-safe. */

import { matchesPattern } from "#lib/iam-policy/match.ts";
import type { TrustChange } from "#lib/iam-policy/trust-proposal.ts";
import { joined } from "#lib/joined.ts";

/** What a condition protects from, by its key. The first match is used. */
const PROTECTS: [key: string, from: string][] = [
  ["sts:externalid", "from being used through a service provider on behalf of its other customers"],
  ["aws:source*", "from being used by an AWS service on behalf of other accounts"],
  ["aws:resourceaccount", "from being used under another account"],
  ["aws:multifactorauth*", "from people who signed in without a second factor"],
  ["aws:principal*", "from callers other than those it names"],
  ["sts:rolesessionname", "from sessions under other names than those it lists"],
  ["sts:sourceidentity", "from sessions that do not say who is behind them"],
  ["aws:sourceidentity", "from sessions that do not say who is behind them"],
  ["aws:requesttag/*", "from sessions without the tags it asks for"],
  ["aws:tagkeys", "from sessions with other tags than it lists"],
  ["sts:transitivetagkeys", "from sessions with other tags than it lists"],
];

const WHO_MAY_START =
  "EC2 gives the role only to machines that somebody with the permission iam:PassRole on it has started.";

/** One or two sentences for each change; statement numbers start at 1. */
export function trustNotes(changes: readonly TrustChange[]): string[] {
  return changes.map(noteOf);
}

function noteOf(change: TrustChange): string {
  switch (change.kind) {
    case "deleted_principals_left_out":
      return leftOut(change);
    case "deny_removed":
      return `Statement ${change.statement + 1} is removed: it is a Deny for EC2 and for nobody else.`;
    case "deny_spares_ec2":
      return `The Deny in statement ${change.statement + 1} no longer covers EC2. It goes on denying everybody else it denies now.`;
    case "not_principal_removed":
      return `Statement ${change.statement + 1} is removed: it uses NotPrincipal, which IAM does not accept in a role's trust policy.`;
    case "service_name_corrected":
      return `Statement ${change.statement + 1} names ${change.from}. AWS knows EC2 only in small letters, as ec2.amazonaws.com.`;
    case "conditions_dropped":
      return conditionsDropped(change);
    case "shortened":
      return "This is the shortest way of writing it: statement names (Sid) are left out, and statements that differ only in whom they name are joined. It means the same.";
    default:
      return change satisfies never;
  }
}

function leftOut({
  principals,
  statement,
  wholly,
}: Extract<TrustChange, { kind: "deleted_principals_left_out" }>): string {
  const who = `${joined(principals)}, ${principals.length === 1 ? "an ID that AWS shows in place of a role or user that was deleted" : "IDs that AWS shows in place of roles or users that were deleted"}`;
  const where = wholly
    ? `With it statement ${statement + 1} is removed, which names nobody else.`
    : `The rest of statement ${statement + 1} stays.`;
  return `Left out: ${who}. IAM does not accept such an ID when a policy is saved. ${wholly && principals.length > 1 ? where.replace("it", "them") : where}`;
}

function conditionsDropped({
  statement,
  keys,
  staysForOthers,
}: Extract<TrustChange, { kind: "conditions_dropped" }>): string {
  const reasons = [...new Set(keys.map(protectsFrom))];
  const conditions = keys.length === 1 ? "The condition on" : "The conditions on";
  const protects = `${conditions} ${joined(keys)} in statement ${statement + 1} ${keys.length === 1 ? "protects" : "protect"} the role ${reasons.join(", and ")}.`;
  const account = keys.some((key) => /^aws:(?:source|resource)account$/i.test(key))
    ? " To keep it, correct the account ID instead: it has twelve digits."
    : "";
  return staysForOthers
    ? `${protects} It stays as it is for everybody else in that statement; EC2 cannot meet it and is let in by a statement of its own. ${WHO_MAY_START}`
    : `${protects} EC2 cannot meet ${keys.length === 1 ? "it, so it is" : "them, so they are"} removed from the statement, which is for EC2 alone. ${WHO_MAY_START}${account}`;
}

function protectsFrom(key: string): string {
  const name = key.toLowerCase();
  const [, from] = PROTECTS.find(([pattern]) => matchesPattern(pattern, name)) ?? [];
  return from ?? "from whatever its author had in mind: ask before you remove it";
}
