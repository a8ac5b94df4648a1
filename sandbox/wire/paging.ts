import { validationError } from "./errors.ts";
import { integer, optional, text } from "./params.ts";

/** IAM's paging parameters, to be spread into an action's parameters. */
export const pagingParams = {
  Marker: optional(text()),
  MaxItems: optional(integer({ min: 1, max: 1000 })),
};

export type PagingInput = { Marker: string | undefined; MaxItems: number | undefined };
export type Page<T> = { items: T[]; IsTruncated: boolean; Marker: string | undefined };

/**
 * Returns one page of a list. `keyOf` must order the list; the marker is the last key returned, so writes between pages
 * do no harm.
 */
export function pageOf<T>(
  all: T[],
  { Marker, MaxItems = 100 }: PagingInput,
  keyOf: (item: T) => string,
): Page<T> {
  const sorted = all
    .map((item) => ({ key: keyOf(item), item }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const after = Marker === undefined ? undefined : decodeMarker(Marker);
  const start = after === undefined ? 0 : sorted.findIndex(({ key }) => key > after);
  const rest = start < 0 ? [] : sorted.slice(start);
  const page = rest.slice(0, MaxItems);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  return {
    items: page.map(({ item }) => item),
    IsTruncated: last !== undefined,
    Marker: last && encodeMarker(last.key),
  };
}

export const encodeMarker = (key: string) => Buffer.from(`after:${key}`, "utf8").toString("base64");

export function decodeMarker(marker: string): string {
  const decoded = Buffer.from(marker, "base64").toString("utf8");
  if (!decoded.startsWith("after:")) throw validationError("Invalid Marker.");
  return decoded.slice("after:".length);
}
