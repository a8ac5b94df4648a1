/** Do the conditions of a statement for `*` keep anybody out? Browser-safe. */
import { matchesPattern } from "./match.ts";
import type { Condition } from "./parse.ts";

/** Keys whose value a caller chooses, or that every caller in any account can satisfy. */
const CHOSEN_BY_THE_CALLER = [
  "sts:rolesessionname",
  "sts:sourceidentity",
  "sts:transitivetagkeys",
  "aws:requesttag/*",
  "aws:tagkeys",
  "aws:securetransport",
  "aws:multifactorauthpresent",
  "aws:multifactorauthage",
];

/** True where a stranger with an AWS account of their own meets all of them. */
export function isOpenToAnyCaller(conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => isMetByAnybody(condition));
}

function isMetByAnybody({ operator, key, values }: Condition): boolean {
  const name = key.toLowerCase();
  if (CHOSEN_BY_THE_CALLER.some((pattern) => matchesPattern(pattern, name))) return true;
  // An external ID is a secret, but one need not be passed.
  if (name !== "sts:externalid") return false;
  const kind = operator.toLowerCase();
  if (kind === "null") return values.some((value) => value.toLowerCase() === "true");
  return kind.endsWith("ifexists") || kind.startsWith("forallvalues:") || kind.includes("not");
}
