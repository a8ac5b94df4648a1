import { glob } from "../policies/glob.ts";
import { AwsError } from "./errors.ts";
import { decodeMarker, encodeMarker } from "./paging.ts";
import { ec2List, integer, optional, struct, text } from "./params.ts";

export const ec2Filters = ec2List(struct({ Name: text(), Value: ec2List(text()) }));

type Filters = { Name: string; Value: string[] }[];
/** Readers by filter name; `tag` handles all `tag:<key>` filters and gets the key. */
type Readers<T> = Record<string, (item: T, key: string) => (string | undefined)[]>;

export const ec2Paging = {
  MaxResults: optional(integer({ min: 5, max: 1000 })),
  NextToken: optional(text()),
};

type PagingInput = { MaxResults: number | undefined; NextToken: string | undefined };

/** A page of EC2, which calls the marker a token and omits it on the last page. */
export function ec2Page<T>(
  all: T[],
  { MaxResults = 1000, NextToken }: PagingInput,
  keyOf: (item: T) => string,
) {
  const after = NextToken === undefined ? "" : decodeMarker(NextToken);
  const rest = all.filter((item) => keyOf(item) > after).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const items = rest.slice(0, MaxResults);
  const last = rest.length > items.length ? items.at(-1) : undefined;
  return { items, nextToken: last && encodeMarker(keyOf(last)) };
}

/** Keeps items that match every filter; a filter matches when one of its values does. Values may have wildcards. */
export function applyFilters<T>(items: T[], given: Filters, readers: Readers<T>): T[] {
  return given.reduce((left, { Name, Value }) => {
    const [, key] = /^tag:(.+)$/s.exec(Name) ?? [];
    const read = readers[key === undefined ? Name : "tag"];
    const fits = Value.map(glob);
    if (!read || Name === "tag")
      throw new AwsError("InvalidParameterValue", 400, `The filter '${Name}' is invalid`);
    return left.filter((item) =>
      read(item, key ?? "").some((actual) => actual !== undefined && fits.some((matches) => matches(actual))),
    );
  }, items);
}
