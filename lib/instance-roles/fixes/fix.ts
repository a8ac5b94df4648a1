/** A remedy as the page shows it: something to copy, filled in with the real names. Browser-safe. */
import type { DiffLine } from "#lib/iam-policy/diff.ts";

export type FixKind = "trust_policy" | "aws_cli" | "terraform" | "text";

export type Fix = {
  kind: FixKind;
  title: string;
  body: string;
  /** For a document: as it is now, and the lines of both, marked. */
  before?: string;
  diff?: DiffLine[];
};

export function textFix(title: string, body: string): Fix {
  return { kind: "text", title, body };
}
