import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView, RegisteredRole } from "#lib/aws-accounts/view.ts";
import { AccountStatusBadge } from "./account-status.tsx";
import { AccountActions } from "./actions/account-actions.tsx";
import { BackLink } from "./back-link.tsx";
import { CheckNow } from "./checks/check-now.tsx";
import { accountTitle } from "./words.ts";

export type AccountHeaderProps = {
  slug: string;
  account: AwsAccountView;
  registered: { roles: RegisteredRole[]; count: number };
  mayChange: boolean;
  /** Whether to show the check button, which the wizard shows elsewhere. */
  withCheck: boolean;
};

export function AccountHeader({ slug, account, registered, mayChange, withCheck }: AccountHeaderProps) {
  const { accountId, alias, partition, checkedAt } = account;
  const title = accountTitle(account);
  return (
    <header>
      <BackLink slug={slug} />
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-xl font-semibold [overflow-wrap:anywhere]">{title}</h1>
          <p className="mt-1 text-ink-2">
            {title === accountId ? "AWS account" : <span className="font-mono text-sm">{accountId}</span>}
            {alias && alias !== title && ` · ${alias}`}
            {partition !== "aws" && ` · ${partition}`}
            {checkedAt && (
              <>
                {" · checked "}
                <RelativeTime at={checkedAt} />
              </>
            )}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <output aria-label="Status">
            <AccountStatusBadge account={account} />
          </output>
          {mayChange && (
            <div className="flex gap-2">
              {withCheck && <CheckNow slug={slug} account={account} />}
              <AccountActions slug={slug} account={account} registered={registered} />
            </div>
          )}
        </div>
      </div>
    </header>
  );
}
