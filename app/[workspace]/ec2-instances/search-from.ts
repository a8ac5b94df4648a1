import type { InstanceAccount, InstanceSearch } from "#components/instances/search.ts";
import { homeRegion, isPartition } from "#lib/aws/partition.ts";
import { INSTANCE_STATES } from "#lib/instances/instance-states.ts";

/** The page's address. `account`: our id, or twelve digits. */
export type Asked = {
  account?: string;
  region?: string;
  q?: string;
  state?: string;
  role?: string;
  change?: string;
};

/** What the page shows; what the address does not say, or says wrong, has its default. */
export function searchFrom(
  asked: Asked,
  accounts: InstanceAccount[],
): { account: InstanceAccount | undefined; search: InstanceSearch } {
  const account =
    accounts.find(({ id, accountId }) => id === asked.account || accountId === asked.account) ?? accounts[0];
  const asks = asked.region?.split(",") ?? [];
  const isKnown = asks.length > 0 && asks.every((region) => account?.regions.includes(region));
  const isState = INSTANCE_STATES.some((state) => state === asked.state);
  return {
    account,
    search: {
      account: account?.id ?? "",
      region: isKnown ? asks.join(",") : account?.ownRegions.join(",") || firstRegion(account),
      q: asked.q ?? "",
      state: isState ? (asked.state ?? "") : "",
      role: asked.role ?? "",
    },
  };
}

function firstRegion(account: InstanceAccount | undefined): string {
  return account && isPartition(account.partition) ? homeRegion(account.partition) : "";
}
