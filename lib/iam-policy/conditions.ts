/** Would a condition hold when EC2 itself assumes a role for an instance? Browser-safe. */
import { matchesPattern } from "./match.ts";
import type { Condition } from "./parse.ts";

/** `unknown`: AWS does not document whether EC2's call carries the key. */
export type Holds = "yes" | "no" | "unknown";

// Which keys EC2's own AssumeRole carries is undocumented, so only what follows from their meaning is taken as known.
const CARRIED: Record<string, string> = {
  "aws:principalisawsservice": "true",
  "aws:principalservicename": "ec2.amazonaws.com",
  "aws:viaawsservice": "false",
};

/** Keys of a caller that is a user or a role, or that a caller passes: a service assuming a role has none of them. */
const ABSENT = [
  "sts:externalid",
  "sts:rolesessionname",
  "sts:sourceidentity",
  "sts:transitivetagkeys",
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltype",
  "aws:principaltag/*",
  "aws:requesttag/*",
  "aws:tagkeys",
  "aws:userid",
  "aws:username",
  "aws:federatedprovider",
  "aws:sourceidentity",
  "saml:*",
  "accounts.google.com:*",
  "graph.facebook.com:*",
  "www.amazon.com:*",
  "cognito-identity.amazonaws.com:*",
  "token.actions.githubusercontent.com:*",
  "oidc.eks.*",
  "*:aud",
  "*:sub",
] as const;

/** All conditions of one statement together: they are ANDed. */
export function holdForEc2(conditions: readonly Condition[]): Holds {
  const each = conditions.map(holdsForEc2);
  if (each.includes("no")) return "no";
  return each.includes("unknown") ? "unknown" : "yes";
}

function holdsForEc2({ operator, key, values }: Condition): Holds {
  const name = key.toLowerCase();
  const carried = CARRIED[name];
  const isAbsent = ABSENT.some((pattern) => matchesPattern(pattern, name));
  const { base, ifExists, set, negated } = readOperator(operator);
  if (base === "null")
    return holdsNull(values, carried !== undefined ? "present" : isAbsent ? "absent" : "unknown");
  if (carried !== undefined) return compare(base, carried, values, negated);
  if (!isAbsent) return "unknown";
  // An absent key: …IfExists and ForAllValues hold, ForAnyValue fails whatever it asks, as do positive operators.
  if (ifExists || set === "forallvalues") return "yes";
  return negated && set !== "foranyvalue" ? "yes" : "no";
}

type Operator = { base: string; ifExists: boolean; set: string; negated: boolean };

function readOperator(operator: string): Operator {
  const [, set = "", rest = ""] = /^(?:(forallvalues|foranyvalue):)?(.*)$/.exec(operator.toLowerCase()) ?? [];
  const ifExists = rest.endsWith("ifexists");
  const base = ifExists ? rest.slice(0, -"ifexists".length) : rest;
  return { base, ifExists, set, negated: base.includes("not") };
}

function holdsNull(values: string[], key: "present" | "absent" | "unknown"): Holds {
  if (key === "unknown") return "unknown";
  const wantsAbsent = values.some((value) => value.toLowerCase() === "true");
  return wantsAbsent === (key === "absent") ? "yes" : "no";
}

function compare(base: string, carried: string, values: string[], negated: boolean): Holds {
  const ignoresCase = base === "bool" || base.includes("ignorecase");
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const matches = base.includes("like")
    ? (value: string) => matchesPattern(value, carried)
    : (value: string) => fold(value) === fold(carried);
  if (!/^(?:bool|string)/.test(base)) return "unknown";
  return values.some(matches) !== negated ? "yes" : "no";
}
