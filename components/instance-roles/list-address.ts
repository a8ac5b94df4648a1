/** The list's state is its address: what is searched, filtered and sorted, and where one has paged to. Browser-safe. */

export type ListAddress = {
  q?: string;
  status?: string;
  awsAccountId?: string;
  sort?: string;
  cursor?: string;
  /** The cursors of the pages before this one, oldest first: keyset paging knows only the way forward. */
  trail?: string;
};

const FILTERS = ["q", "status", "awsAccountId", "sort"] as const;
const BETWEEN = "~";
/** Addresses have an end; past this many pages back, "Newest" is the way. */
const LONGEST_TRAIL = 40;

/** The same list with something changed; another filter or order begins at its first page. */
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

/** How many pages lie before this one; null where the address has forgotten. */
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
