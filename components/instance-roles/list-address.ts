/** The list's state in its URL: search, filter, sort, and page. Browser-safe. */

export type ListAddress = {
  q?: string;
  status?: string;
  awsAccountId?: string;
  sort?: string;
  cursor?: string;
  /** The cursors of the earlier pages, oldest first, because keyset paging only goes forward. */
  trail?: string;
};

const FILTERS = ["q", "status", "awsAccountId", "sort"] as const;
const BETWEEN = "~";
/** The most cursors kept, as URLs have a limited length; beyond that, "Newest" leads back. */
const LONGEST_TRAIL = 40;

/** Returns the URL with a change; another filter or order starts at the first page. */
export function withFilter(address: ListAddress, change: ListAddress): string {
  const kept = Object.fromEntries(FILTERS.map((name) => [name, address[name]]));
  return searchOf({ ...kept, ...change });
}

export function olderPage(address: ListAddress, nextCursor: string): string {
  const trail = [...trailOf(address), address.cursor ?? ""].slice(-LONGEST_TRAIL);
  return searchOf({ ...address, cursor: nextCursor, trail: trail.join(BETWEEN) });
}

export function newerPage(address: ListAddress): string {
  const trail = trailOf(address);
  return searchOf({ ...address, cursor: trail.at(-1), trail: trail.slice(0, -1).join(BETWEEN) });
}

/** Returns how many pages come before this one; null where that is no longer known. */
export function pagesBefore(address: ListAddress): number | null {
  const pages = trailOf(address).length;
  return pages < LONGEST_TRAIL ? pages : null;
}

export function isFiltered({ q, status, awsAccountId }: ListAddress): boolean {
  return Boolean(q || status || awsAccountId);
}

function trailOf({ cursor, trail }: ListAddress): string[] {
  if (!cursor) return [];
  return (trail ?? "").split(BETWEEN);
}

/** The search part of an address. */
export function searchOf(address: ListAddress): string {
  const given = Object.entries(address).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length ? `?${new URLSearchParams(given)}` : "?";
}
