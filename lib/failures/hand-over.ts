/** A failure as a plain-text message to whoever may change the AWS account. Browser-safe. */
import type { FailureView } from "./view.ts";

export type HandOver = {
  /** The subject: `the role arn:…` or `the AWS account 123456789012`. */
  about: string;
  failure: FailureView;
  /** The URL of its page in Rolecall. */
  page: string;
};

/** Returns what Rolecall is, what is wrong, where to change it, and the script, which is safe to run unchanged. */
export function handOverMessage({ about, failure, page }: HandOver): string {
  const { title, detail, fixes, aws } = failure;
  const inConsole = fixes.find((fix) => fix.console);
  const script = fixes.find(({ kind }) => kind === "aws_cli");
  const words = fixes.filter(({ kind, body }) => kind === "text" && !body.startsWith("{")).slice(0, 1);
  return [
    "Rolecall prepares the IAM roles that our clusters' machines run as. It works through a role in the AWS account and holds no access keys.",
    `It could not prepare ${about}: ${title}.`,
    detail,
    ...words.map(({ title: name, body }) => `${name}:\n${body}`),
    ...(inConsole ? [consoleText(inConsole)] : []),
    ...(script ? [scriptText(script)] : []),
    ...(aws?.requestId ? [`AWS request ID: ${aws.requestId}`] : []),
    `Everything about it: ${page}`,
  ].join("\n\n");
}

type FixOf = FailureView["fixes"][number];

function consoleText({ console: inConsole, body, notes = [] }: FixOf): string {
  const { url, steps = [] } = inConsole ?? {};
  return [
    "What to change in the AWS console:",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    ...(url ? [url] : []),
    ...notes,
    ...(body.startsWith("{") ? [body] : []),
  ].join("\n");
}

function scriptText({ body, notes = [], choices }: FixOf): string {
  const what = choices
    ? "Or with the AWS CLI (the lines are comments: run only those you choose):"
    : "Or with the AWS CLI:";
  return [what, ...notes, body].join("\n");
}
