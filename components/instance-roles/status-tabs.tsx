import Link from "next/link";
import { MOST_COUNTED } from "#lib/instance-roles/limits.ts";
import { STATUSES, type Status } from "#lib/instance-roles/status.ts";
import { type ListAddress, withFilter } from "./list-address.ts";

export type StatusCounts = Record<Status, number>;

/** Groups the statuses in motion into one tab. */
const TABS = [
  { label: "Active", statuses: ["ACTIVE"] },
  { label: "Failed", statuses: ["FAILED"] },
  { label: "In progress", statuses: ["REGISTERING", "DELETING"] },
] as const satisfies { label: string; statuses: readonly Status[] }[];

/** Links such as "All 42 · Active 38 · …", so that a filter can be shared and the back button works. */
export function StatusTabs({ address, counts }: { address: ListAddress; counts: StatusCounts }) {
  const isBounded = Boolean(address.q || address.awsAccountId);
  const countOf = (statuses: readonly Status[]) => statuses.reduce((sum, status) => sum + counts[status], 0);
  return (
    <nav aria-label="Status" className="-mx-2 flex min-w-0 gap-1 overflow-x-auto max-sm:w-[calc(100%+16px)]">
      <Tab
        label="All"
        isBounded={isBounded}
        count={countOf(STATUSES)}
        href={withFilter(address, { status: undefined })}
        here={!address.status}
      />
      {TABS.map(({ label, statuses }) => (
        <Tab
          key={label}
          label={label}
          isBounded={isBounded}
          count={countOf(statuses)}
          href={withFilter(address, { status: statuses.join(",") })}
          here={address.status === statuses.join(",")}
        />
      ))}
    </nav>
  );
}

type TabProps = { label: string; count: number; isBounded: boolean; href: string; here: boolean };

/** A search is counted only so far. */
function countWords(count: number, isBounded: boolean): string {
  if (isBounded && count > MOST_COUNTED) return `${MOST_COUNTED.toLocaleString("en")}+`;
  return count.toLocaleString("en");
}

function Tab({ label, count, isBounded, href, here }: TabProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={here ? "true" : undefined}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-lg px-2 text-ink-2 -outline-offset-2 transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink"
    >
      {label}
      <span className="font-normal text-ink-3">{countWords(count, isBounded)}</span>
    </Link>
  );
}
