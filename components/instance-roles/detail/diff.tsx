import type { FailureView } from "#lib/failures/view.ts";

type Line = NonNullable<FailureView["fixes"][number]["diff"]>[number];

const MARK = {
  same: { sign: " ", spoken: "", className: "text-ink-2" },
  added: { sign: "+", spoken: "added: ", className: "bg-ok-soft text-ok" },
  removed: { sign: "-", spoken: "removed: ", className: "bg-bad-soft text-bad" },
} as const satisfies Record<Line["kind"], { sign: string; spoken: string; className: string }>;

/** Shows current and wanted lines, marked by signs as well as colours. */
export function Diff({ lines }: { lines: Line[] }) {
  return (
    <code className="block w-max min-w-full">
      {lines.map(({ kind, text }, index) => {
        const { sign, spoken, className } = MARK[kind];
        return (
          // The lines of one document never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <span key={index} className={`block px-4 ${className}`}>
            <span aria-hidden className="inline-block w-4 select-none">
              {sign}
            </span>
            <span className="sr-only">{spoken}</span>
            {text}
          </span>
        );
      })}
    </code>
  );
}
