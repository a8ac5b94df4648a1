import { TriangleAlert } from "lucide-react";
import { Icon } from "#components/instance-roles/status-icon.tsx";
import type { CheckView } from "#lib/aws-accounts/view.ts";

const LOOK = {
  passed: { shape: "tick", className: "text-ok", word: "passed" },
  failed: { shape: "cross", className: "text-bad", word: "failed" },
  warning: { shape: null, className: "text-warn", word: "warning" },
  waiting: { shape: "half", className: "text-accent", word: "in progress" },
  skipped: { shape: "dash", className: "text-ink-3", word: "skipped" },
} as const satisfies Record<CheckView["status"], object>;

/** Shows a check's outcome as an icon and a word. */
export function CheckIcon({ status }: { status: CheckView["status"] }) {
  const { shape, className, word } = LOOK[status];
  return (
    <span className="mt-[3px] shrink-0">
      {shape ? (
        <Icon shape={shape} className={className} />
      ) : (
        <TriangleAlert size={14} aria-hidden className={className} />
      )}
      <span className="sr-only">{word}: </span>
    </span>
  );
}
