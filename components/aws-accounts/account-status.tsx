import { Icon } from "#components/instance-roles/status-icon.tsx";
import type { AccountStatus, AwsAccountView } from "#lib/aws-accounts/view.ts";

const STATUS = {
  PENDING: { word: "Not connected yet", shape: "ring", className: "text-ink-3" },
  CONNECTED: { word: "Connected", shape: "tick-disc", className: "text-ok" },
  FAILED: { word: "Failed", shape: "cross", className: "text-bad" },
} as const satisfies Record<AccountStatus, object>;

const CHECKING = { word: "Checking…", shape: "half", className: "text-accent" } as const;

/** For an account that worked before: roles registered in it go on working. */
const ATTENTION = { ...STATUS.FAILED, word: "Needs attention" } as const;

type AccountStatusBadgeProps = { account: Pick<AwsAccountView, "status" | "checking" | "connectedAt"> };

/** Shows an account's status as an icon and a word, or that a check is under way. */
export function AccountStatusBadge({ account }: AccountStatusBadgeProps) {
  const settled = account.status === "FAILED" && account.connectedAt ? ATTENTION : STATUS[account.status];
  const { word, shape, className } = account.checking ? CHECKING : settled;
  const isBad = !account.checking && account.status === "FAILED";
  return (
    <span className={`flex items-center gap-2 font-medium whitespace-nowrap ${isBad ? "text-bad" : ""}`}>
      <Icon shape={shape} className={className} /> {word}
    </span>
  );
}
