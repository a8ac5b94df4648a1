import { CopyTextButton } from "#components/ui/copy-button.tsx";
import type { FailureView } from "#lib/failures/view.ts";
import { ChosenScript } from "./chosen-script.tsx";
import { ConsoleSteps } from "./console-steps.tsx";
import { Diff } from "./diff.tsx";
import { FixBar } from "./fix-bar.tsx";
import { Prose } from "./prose.tsx";

type FixOf = FailureView["fixes"][number];

const WHAT_FOR = {
  console: "For the AWS console.",
  trust_policy: "The whole policy, to be pasted in its place.",
  aws_cli: "For a shell in which the AWS CLI is signed in to this AWS account.",
  terraform: "For the Terraform that manages it.",
  text: "To read, or to pass on.",
} as const satisfies Record<FixOf["kind"], string>;

/** Shows a fix: steps in the AWS console, a document with its changed lines marked, a command, or text. */
export function Fix({ fix }: { fix: FixOf }) {
  const { choices, console: inConsole, notes } = fix;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      {notes && <Notes notes={notes} />}
      {inConsole && <ConsoleSteps {...inConsole} />}
      {choices ? (
        <ChosenScript fix={{ ...fix, choices }} />
      ) : (
        <>
          <FixBar fix={fix} whatFor={whatFor(fix)}>
            <CopyTextButton text={fix.body} what={isDocument(fix) ? "the policy" : fix.title} />
          </FixBar>
          <Body fix={fix} />
        </>
      )}
    </div>
  );
}

function Body({ fix }: { fix: FixOf }) {
  if (fix.kind === "console" && !isDocument(fix)) return null;
  if (fix.kind === "text" && !isDocument(fix)) return <Prose>{fix.body}</Prose>;
  return (
    <pre
      // A scrollable region must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={fix.title}
      className="max-h-[480px] overflow-auto py-3 text-sm -outline-offset-2"
    >
      {fix.diff ? <Diff lines={fix.diff} /> : <code className="block px-4">{fix.body}</code>}
    </pre>
  );
}

/** Notes on what a fix removes, shown above it. */
function Notes({ notes }: { notes: string[] }) {
  return (
    <div className="flex flex-col gap-2 border-b border-line bg-warn-soft px-4 py-3">
      {notes.map((note) => (
        <p key={note} className="max-w-[80ch] [overflow-wrap:anywhere]">
          {note}
        </p>
      ))}
    </div>
  );
}

function whatFor(fix: FixOf): string {
  if (fix.diff) return "The marked lines change. Copying takes the whole new policy.";
  if (fix.kind === "console") return isDocument(fix) ? "What to paste there." : "The steps, to pass on.";
  if (fix.kind === "text" && isDocument(fix)) return "The statement to add to that policy.";
  return WHAT_FOR[fix.kind];
}

/** Whether the fix is a policy or a statement. */
const isDocument = ({ body }: FixOf) => body.startsWith("{");
