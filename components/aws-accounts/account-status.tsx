import { Icon } from "#components/instance-roles/status-icon.tsx";
import type { AccountStatus, AwsAccountView } from "#lib/aws-accounts/view.ts";

const STATUS = {
  PENDING: { word: "Not connected yet", shape: "ring", className: "text-ink-3" },
  CONNECTED: { word: "Connected", shape: "tick-disc", className: "text-ok" },
  FAILED: { word: "Failed", shape: "cross", className: "text-bad" },
} as const satisfies Record<AccountStatus, object>;

const CHECKING = { word: "Checking…", shape: "half", className: "text-accent" } as const;

/** Shape and word; while a check is in hand, that. */
export function AccountStatusBadge({ account }: { account: Pick<AwsAccountView, "status" | "checking"> }) {
  const { word, shape, className } = account.checking ? CHECKING : STATUS[account.status];
  const isBad = !account.checking && account.status === "FAILED";
  return (
    <span className={`flex items-center gap-2 font-medium whitespace-nowrap ${isBad ? "text-bad" : ""}`}>
      <Icon shape={shape} className={className} /> {word}
    </span>
  );
}
