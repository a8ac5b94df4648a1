"use client";
import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ListAddress, withFilter } from "./list-address.ts";

export type AccountChoice = { accountId: string; name?: string | undefined };

/** Filters by account with a native select, which works with every keyboard and phone. */
export function AccountFilter({ address, accounts }: { address: ListAddress; accounts: AccountChoice[] }) {
  const router = useRouter();
  if (accounts.length < 2) return null;
  return (
    <div className="relative ml-auto max-w-64 min-w-0 max-sm:w-full max-sm:max-w-none">
      <select
        aria-label="AWS account"
        value={address.awsAccountId ?? ""}
        onChange={({ target }) =>
          router.push(withFilter(address, { awsAccountId: target.value }), { scroll: false })
        }
        className="field-size w-full appearance-none rounded-lg border border-line-field bg-surface pr-8 pl-3"
      >
        <option value="">All AWS accounts</option>
        {accounts.map(({ accountId, name }) => (
          <option key={accountId} value={accountId}>
            {name ? `${name} (${accountId})` : accountId}
          </option>
        ))}
      </select>
      <ChevronDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-3"
      />
    </div>
  );
}
