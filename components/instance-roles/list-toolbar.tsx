import { type AccountChoice, AccountFilter } from "./account-filter.tsx";
import type { ListAddress } from "./list-address.ts";
import { SearchBox } from "./search-box.tsx";
import { type StatusCounts, StatusTabs } from "./status-tabs.tsx";

type ToolbarProps = { address: ListAddress; counts: StatusCounts; accounts: AccountChoice[] };

export function ListToolbar({ address, counts, accounts }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-b border-line pb-3 max-md:mb-4">
      <SearchBox address={address} />
      <StatusTabs address={address} counts={counts} />
      <AccountFilter address={address} accounts={accounts} />
    </div>
  );
}
