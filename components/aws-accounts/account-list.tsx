import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { AccountStatusBadge } from "./account-status.tsx";
import { accountTitle } from "./words.ts";

type AccountListProps = { slug: string; accounts: AwsAccountView[]; roleCounts: Map<string, number> };

export function AccountList({ slug, accounts, roleCounts }: AccountListProps) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {accounts.map((account) => (
        <li key={account.id} className="relative hover:bg-hover">
          <AccountRow slug={slug} account={account} roles={roleCounts.get(account.id) ?? 0} />
        </li>
      ))}
    </ul>
  );
}

type AccountRowProps = { slug: string; account: AwsAccountView; roles: number };

function AccountRow({ slug, account, roles }: AccountRowProps) {
  const { accountId, partition, failure, upgrade, checkedAt } = account;
  const title = accountTitle(account);
  return (
    <div className="grid gap-x-6 gap-y-1 px-5 py-4 md:grid-cols-[168px_minmax(0,1fr)_auto_16px] md:items-start">
      <AccountStatusBadge account={account} />
      <div className="min-w-0">
        <h2 className="font-medium [overflow-wrap:anywhere]">
          {/* The whole row leads there. */}
          <Link
            href={`/${slug}/aws-accounts/${account.id}`}
            className="after:absolute after:inset-0 after:content-['']"
          >
            {title}
          </Link>
        </h2>
        <p className="text-sm text-ink-2">
          {title !== accountId && (
            <>
              <span className="font-mono">{accountId}</span>
              {" · "}
            </>
          )}
          {partition !== "aws" && `${partition} · `}
          {roleCount(roles)}
        </p>
        {failure && (
          <p className="mt-1 text-sm text-bad">
            {failure.title}{" "}
            <Link
              href={`/${slug}/aws-accounts/${account.id}#outcome`}
              className="relative z-10 rounded-sm font-medium underline underline-offset-2"
            >
              Fix it →<span className="sr-only"> in {title}</span>
            </Link>
          </p>
        )}
        {!failure && upgrade && (
          <p className="mt-1 text-sm text-warn">The set-up can be brought up to date</p>
        )}
      </div>
      <p className="text-sm text-ink-3">
        {checkedAt ? (
          <>
            checked <RelativeTime at={checkedAt} />
          </>
        ) : (
          "not checked yet"
        )}
      </p>
      <ChevronRight size={16} aria-hidden className="mt-0.5 text-ink-3 max-md:hidden" />
    </div>
  );
}

function roleCount(roles: number): string {
  if (roles === 0) return "no instance role yet";
  return roles === 1 ? "1 instance role" : `${roles} instance roles`;
}
