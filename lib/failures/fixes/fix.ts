/** A remedy as the page shows it: something to copy, filled in with the real names. Browser-safe. */
import type { DiffLine } from "#lib/iam-policy/diff.ts";

export type FixKind = "trust_policy" | "aws_cli" | "terraform" | "text";

export type Fix = {
  kind: FixKind;
  title: string;
  body: string;
  /** What to know before it is used: what it takes away, and what that protected from. */
  notes?: string[];
  /** For a document: as it is now, and the lines of both, marked. */
  before?: string;
  diff?: DiffLine[];
};

export function textFix(title: string, body: string): Fix {
  return { kind: "text", title, body };
}

/** A script for one account, which says on top whose credentials it wants. */
export function cliFix(
  title: string,
  account: { accountId: string; accountAlias?: string },
  lines: string[],
): Fix {
  const name = account.accountAlias ? `${account.accountId} (${account.accountAlias})` : account.accountId;
  return { kind: "aws_cli", title, body: [`# In AWS account ${name}`, ...lines].join("\n") };
}

export function terraformFix(title: string, blocks: string[]): Fix {
  return { kind: "terraform", title, body: blocks.join("\n\n") };
}
