import { ButtonLink } from "#components/ui/button.tsx";
import { type ListAddress, newerPage, olderPage, pagesBefore } from "./list-address.ts";

type PagerProps = {
  address: ListAddress;
  shown: number;
  /** Null where it is unknown. */
  total: number | null;
  limit: number;
  nextCursor: string | null;
};

/** Links to neighbouring pages: "Older" and "Newer" in order of time, "Next" and "Back" in another. */
export function Pager({ address, shown, total, limit, nextCursor }: PagerProps) {
  const byTime = !address.sort || address.sort === "-createdAt";
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 py-4 text-sm text-ink-2">
      <output className="mr-2">{range(address, shown, total, limit)}</output>
      {address.cursor && (
        <ButtonLink prefetch={false} href={newerPage(address)}>
          {byTime ? "← Newer" : "← Back"}
        </ButtonLink>
      )}
      {nextCursor && (
        <ButtonLink prefetch={false} href={olderPage(address, nextCursor)}>
          {byTime ? "Older →" : "Next →"}
        </ButtonLink>
      )}
    </nav>
  );
}

/** The range shown. The total is known for the whole list; for a search it would have to be counted. */
function range(address: ListAddress, shown: number, total: number | null, limit: number): string {
  const of = total === null ? "" : ` of ${total.toLocaleString("en")}`;
  const pages = pagesBefore(address);
  const until = (pages ?? 0) * limit + shown;
  if (pages) return `${until - shown + 1}–${until}${of}`;
  return of ? `${shown}${of}` : shown === 1 ? "1 role" : `${shown} roles`;
}
