/** Two policy documents line by line, for showing a change. Browser-safe. */
import { diffLines } from "diff";
import type { Json } from "./parse.ts";
import { prettyPolicy } from "./pretty.ts";

export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

/** The lines of both documents as pretty JSON; what is removed stands before what takes its place. */
export function diffPolicies(before: Json, after: Json): DiffLine[] {
  return diffText(prettyPolicy(before), prettyPolicy(after));
}

/** The same for texts; a final line break makes no line of its own. */
export function diffText(before: string, after: string): DiffLine[] {
  const parts = diffLines(`${before}\n`, `${after}\n`);
  return parts.flatMap(({ added, removed, value }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ kind, text }) as const);
  });
}
