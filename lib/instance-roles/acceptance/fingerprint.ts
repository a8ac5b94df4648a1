/** Identifies what an acceptance was given for. */
import { createHash } from "node:crypto";
import type { AcceptableFailure } from "#lib/failures/acceptance.ts";
import { normalForm } from "#lib/iam-policy/compare.ts";
import { parsePolicy } from "#lib/iam-policy/parse.ts";

/**
 * Returns the SHA-256 of a finding's facts in hexadecimal. Policies are compared by meaning: another order changes
 * nothing, another condition or action does.
 */
export function fingerprintOf({ reason, facts }: AcceptableFailure): string {
  const rests = JSON.stringify(facts, (name, value: unknown) => {
    const isPolicy = ["trustPolicy", "document", "boundaryDocument"].includes(name);
    if (isPolicy && typeof value === "string") return meaningOf(value);
    return inOrder(value);
  });
  return createHash("sha256").update(`${reason} ${rests}`).digest("hex");
}

/** Sorts lists of names and object keys, because Postgres stores JSON keys in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string") ? value.toSorted() : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function meaningOf(text: string): string {
  const parsed = parsePolicy(text);
  return parsed.ok ? normalForm(parsed.document) : text;
}
