/** IAM's wildcards and its rules of letter case. Browser-safe. Source: IAM User Guide, policy elements. */
import type { Statement } from "./parse.ts";

type Same = (inPattern: string, inText: string) => boolean;

/**
 * `*` stands for any run of characters, `?` for exactly one. Takes time in proportion to the lengths' product.
 * `same`: when a character of the pattern stands for one of the text.
 */
export function matchesPattern(pattern: string, text: string, same: Same = (p, t) => p === t): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    // The star is looked at first: a text may itself contain one.
    if (pattern[p] === "*") {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "?" || same(pattern[p] as string, text[t] as string))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/** Action names ignore case: `STS:assumerole` is `sts:AssumeRole`. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

/** Resource ARNs are case sensitive. */
export function matchesResource(pattern: string, resource: string): boolean {
  return matchesPattern(pattern, resource);
}

/** Does the statement's Action or NotAction cover the action? A statement without either covers none. */
export function coversAction({ actions }: Pick<Statement, "actions">, action: string): boolean {
  const listed = actions.patterns.some((pattern) => matchesAction(pattern, action));
  return actions.except ? !listed : listed;
}
