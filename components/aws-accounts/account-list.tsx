import { StatusIcon } from "#components/instance-roles/status-icon.tsx";
import { Arn } from "#components/ui/arn.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";

const STATUS = {
  PENDING: { word: "Pending", icon: "DELETING" },
  CONNECTED: { word: "Connected", icon: "ACTIVE" },
  FAILED: { word: "Failed", icon: "FAILED" },
} as const satisfies Record<AwsAccountView["status"], { word: string; icon: string }>;

export function AccountList({ accounts }: { accounts: AwsAccountView[] }) {
  if (accounts.length === 0) {
    return <p className="py-16 text-center text-ink-2">No AWS account is connected to this workspace yet.</p>;
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {accounts.map((account) => (
        <li
          key={account.id}
          className="grid gap-x-6 gap-y-2 px-5 py-4 md:grid-cols-[160px_minmax(0,1fr)_auto]"
        >
          <Status account={account} />
          <div className="min-w-0">
            <h2 className="font-medium [overflow-wrap:anywhere]">
              {account.name ?? account.alias ?? account.accountId}
            </h2>
            <p className="font-mono text-sm text-ink-2">
              {account.accountId}
              {account.partition !== "aws" && ` · ${account.partition}`}
            </p>
            <p className="mt-1 flex items-start gap-1">
              <Arn className="text-ink-2">{account.connectionRoleArn}</Arn>
              <CopyButton text={account.connectionRoleArn} what="connection role ARN" className="-my-1.5" />
            </p>
            {account.failure && <p className="mt-1 text-sm text-ink-2">{account.failure.title}</p>}
          </div>
          <p className="text-sm text-ink-3">
            {account.checkedAt ? (
              <>
                checked <RelativeTime at={account.checkedAt} />
              </>
            ) : (
              "not checked yet"
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Status({ account }: { account: AwsAccountView }) {
  const { word, icon } = STATUS[account.status];
  return (
    <p
      className={`flex items-center gap-2 self-start font-medium ${account.status === "FAILED" ? "text-bad" : ""}`}
    >
      <StatusIcon status={icon} /> {word}
    </p>
  );
}
