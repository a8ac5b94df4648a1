import { CopyTextButton } from "#components/ui/copy-button.tsx";

type DocumentProps = { title: string; body: string; hint?: string };

/** Shows a document with a button that copies it. */
export function Document({ title, body, hint }: DocumentProps) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4 text-sm text-ink-2">
        <span className="min-w-0 [overflow-wrap:anywhere]">{hint ?? title}</span>
        <CopyTextButton text={body} what={title} />
      </div>
      <pre
        // A scrollable region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={title}
        className="max-h-[420px] overflow-auto px-4 py-3 text-sm -outline-offset-2"
      >
        <code>{body}</code>
      </pre>
    </div>
  );
}
