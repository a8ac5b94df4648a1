import { CopyTextButton } from "#components/ui/copy-button.tsx";
import type { FailureView } from "#lib/instance-roles/view.ts";
import { Diff } from "./diff.tsx";

type FixOf = FailureView["fixes"][number];

/** A document with its changed lines marked, a command, or words. What is copied is always the whole body. */
export function Fix({ fix }: { fix: FixOf }) {
  if (fix.kind === "text") {
    return <p className="max-w-[80ch] whitespace-pre-line [overflow-wrap:anywhere]">{fix.body}</p>;
  }
  return (
    <div className="relative">
      <div className="absolute top-2 right-2">
        <CopyTextButton text={fix.body} what={fix.title} />
      </div>
      <pre
        // It scrolls, so it has to be reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={fix.title}
        className="max-h-[480px] overflow-auto rounded-lg border border-line bg-sunken py-3 pr-24 text-sm"
      >
        {fix.diff ? <Diff lines={fix.diff} /> : <code className="block px-4">{fix.body}</code>}
      </pre>
    </div>
  );
}
