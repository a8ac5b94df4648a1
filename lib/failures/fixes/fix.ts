/** A fix as the page shows it: something to copy with real names filled in. Browser-safe. */
import { cloudShellPage } from "#lib/aws/console-pages.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { quote } from "#lib/iac/shell.ts";
import type { DiffLine } from "#lib/iam-policy/diff.ts";
import { blankOf, type Choices } from "./choices.ts";

export type FixKind = "console" | "trust_policy" | "aws_cli" | "terraform" | "text";

export type Fix = {
  kind: FixKind;
  title: string;
  /**
   * The text to copy. Where something has to be chosen, it is a placeholder that changes nothing, and `choices` has the
   * rest.
   */
  body: string;
  /** What to know before using it: what it removes, and what that protected. */
  notes?: string[];
  /** The steps in the AWS console, and the page to open. */
  console?: { url?: string; steps: string[] };
  /** For a document: the current one. */
  before?: string;
  diff?: DiffLine[];
  choices?: Choices;
  /** For a script: the URL of a shell in the browser. */
  shellUrl?: string;
};

export function textFix(title: string, body: string): Fix {
  return { kind: "text", title, body };
}

type InConsole = {
  title?: string;
  url: string | undefined;
  steps: string[];
  /** The text to paste in the console; the steps themselves where there is none. */
  body?: string;
} & Pick<Fix, "before" | "diff" | "notes">;

/** Returns steps in the AWS console, which are numbered where they are shown. */
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

/** What a script prints at its end: what it did and what comes next. */
export type Told = { done: string; next?: string };

const NEXT = "Next: go back to Rolecall and press Retry.";

/** Returns a script for one account, with a comment that says whose credentials it needs, and a message at its end. */
export function cliFix(title: string, account: ScriptAccount, lines: string[], told: Told): Fix {
  return { ...scriptFix(title, account), body: [inAccount(account), ...confirming(lines, told)].join("\n") };
}

/** The same with choices. */
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
 * Runs the lines in a subshell that stops at the first failure, so that "done" is printed only after success. The
 * status is tested on a line of its own, because `set -e` has no effect on the left of `||`.
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
