import { CopyTextButton } from "#components/ui/copy-button.tsx";
import type { FailureView } from "#lib/failures/view.ts";
import { Diff } from "./diff.tsx";
import { Prose } from "./prose.tsx";

type FixOf = FailureView["fixes"][number];

const WHAT_FOR = {
  trust_policy: "The whole document, to put in its place.",
  aws_cli: "For a shell where the AWS CLI is signed in to this AWS account.",
  terraform: "For the Terraform that manages it.",
  text: "To read, or to pass on.",
} as const satisfies Record<FixOf["kind"], string>;

/** A document with its changed lines marked, a command, or words. What is copied is always the whole body. */
export function Fix({ fix }: { fix: FixOf }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4 text-sm text-ink-2">
        <span>
          {whatFor(fix)}
          {fix.kind === "aws_cli" && <InTheSandbox script={fix.body} />}
        </span>
        <CopyTextButton text={fix.body} what={fix.title} />
      </div>
      {fix.notes && <Notes notes={fix.notes} />}
      {isProse(fix) ? (
        <Prose>{fix.body}</Prose>
      ) : (
        <pre
          // It scrolls, so it has to be reached by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={fix.title}
          className="max-h-[480px] overflow-auto py-3 text-sm -outline-offset-2"
        >
          {fix.diff ? <Diff lines={fix.diff} /> : <code className="block px-4">{fix.body}</code>}
        </pre>
      )}
    </div>
  );
}

/** What is lost by it stands before it, so that nobody copies without knowing. */
function Notes({ notes }: { notes: string[] }) {
  return (
    <div className="flex flex-col gap-2 border-b border-line bg-surface px-4 py-3">
      {notes.map((note) => (
        <p key={note} className="max-w-[80ch] [overflow-wrap:anywhere]">
          {note}
        </p>
      ))}
    </div>
  );
}

/** There, such a shell is one command away; elsewhere this is not shown. */
function InTheSandbox({ script }: { script: string }) {
  const [, accountId] = /^# In AWS account (\d{12})/.exec(script) ?? [];
  if (!accountId) return null;
  return (
    <span className="hidden in-data-[aws-mode=sandbox]:inline">
      {" "}
      In the sandbox, <code className="text-ink">npm run sandbox:shell -- {accountId}</code> opens one.
    </span>
  );
}

function whatFor(fix: FixOf): string {
  if (fix.diff) return "The marked lines change. Copying takes the whole new document.";
  if (fix.kind === "text" && !isProse(fix)) return "The statement to add to that policy.";
  return WHAT_FOR[fix.kind];
}

/** Some words are a policy statement. */
function isProse({ kind, body }: FixOf): boolean {
  return kind === "text" && !body.startsWith("{");
}
