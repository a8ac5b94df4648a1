/** A remedy as the page shows it: something to copy, filled in with the real names. Browser-safe. */
import { cloudShellPage } from "#lib/aws/console-pages.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { quote } from "#lib/iac/shell.ts";
import type { DiffLine } from "#lib/iam-policy/diff.ts";
import { blankOf, type Choices } from "./choices.ts";

export type FixKind = "console" | "trust_policy" | "aws_cli" | "terraform" | "text";

export type Fix = {
  kind: FixKind;
  title: string;
  /** What is copied. Where something has to be chosen, it changes nothing: the rest is in `choices`. */
  body: string;
  /** What to know before it is used: what it takes away, and what that protected from. */
  notes?: string[];
  /** What to do in the AWS console, and the page to open. */
  console?: { url?: string; steps: string[] };
  /** For a document: as it is now, and the lines of both, marked. */
  before?: string;
  diff?: DiffLine[];
  choices?: Choices;
  /** For a script: a shell in the browser. */
  shellUrl?: string;
};

export function textFix(title: string, body: string): Fix {
  return { kind: "text", title, body };
}

type InConsole = {
  title?: string;
  url: string | undefined;
  steps: string[];
  /** What is pasted there; the steps themselves where nothing is. */
  body?: string;
} & Pick<Fix, "before" | "diff" | "notes">;

/** What to click in the AWS console. Steps are numbered where they are shown. */
export function consoleFix({ title = "AWS console", url, steps, body, ...more }: InConsole): Fix {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
  return {
    kind: "console",
    title,
    body: body ?? (url ? `${numbered}\n\n${url}` : numbered),
    console: { ...(url && { url }), steps },
    ...more,
  };
}

export type ScriptAccount = { accountId: string; partition: Partition; accountAlias?: string };

/** What a script says at its end: what it did and what comes next. */
export type Told = { done: string; next?: string };

const NEXT = "Next: go back to Rolecall and press Retry.";

/** A script for one account, which says on top whose credentials it wants, and at its end what came of it. */
export function cliFix(title: string, account: ScriptAccount, lines: string[], told: Told): Fix {
  return { ...scriptFix(title, account), body: [inAccount(account), ...confirming(lines, told)].join("\n") };
}

/** The same, of which somebody has to choose the lines. */
export function choiceFix(
  title: string,
  account: ScriptAccount,
  { prompt, atLeast, options, told }: Pick<Choices, "prompt" | "atLeast" | "options"> & { told: Told },
): Fix {
  const [open, ...close] = confirming([], told);
  const choices = {
    prompt,
    atLeast,
    options,
    head: `${inAccount(account)}\n${open}\n  set -e`,
    tail: close.slice(1).join("\n"),
  };
  return { ...scriptFix(title, account), body: blankOf(inAccount(account), choices), choices };
}

function scriptFix(title: string, { partition }: ScriptAccount): Omit<Fix, "body"> {
  const shellUrl = cloudShellPage(partition);
  return { kind: "aws_cli", title, ...(shellUrl && { shellUrl }) };
}

function inAccount({ accountId, accountAlias }: ScriptAccount): string {
  return `# In AWS account ${accountAlias ? `${accountId} (${accountAlias})` : accountId}`;
}

/**
 * The lines in a shell of their own that ends at the first that fails, so that "done" is said only of what was done. The
 * status is asked in a line of its own: `set -e` counts for nothing on the left of `||`.
 */
function confirming(lines: string[], { done, next = NEXT }: Told): string[] {
  return [
    "(",
    "  set -e",
    ...lines,
    `  echo ${quote(`Done: ${done} ${next}`)}`,
    ")",
    `[ $? -eq 0 ] || echo ${quote("Stopped: the line before did not work, and nothing after it was run. AWS's answer stands above.")}`,
  ];
}

export function terraformFix(title: string, blocks: string[]): Fix {
  return { kind: "terraform", title, body: blocks.join("\n\n") };
}
