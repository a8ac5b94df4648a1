type Page = { IsTruncated?: boolean; Marker?: string };

/**
 * Reads every page. IAM may send fewer items than asked for with more to come, so IsTruncated alone says
 * whether there is another page (docs/aws-facts.md, Pages).
 */
export async function everyPage<P extends Page, Item>(
  read: (marker: string | undefined) => Promise<P>,
  itemsOf: (page: P) => Item[],
): Promise<Item[]> {
  return (await firstPages(read, itemsOf, Number.POSITIVE_INFINITY)).items;
}

/** The same, up to a number of items. `isCut`: AWS has more. */
export async function firstPages<P extends Page, Item>(
  read: (marker: string | undefined) => Promise<P>,
  itemsOf: (page: P) => Item[],
  atMost: number,
): Promise<{ items: Item[]; isCut: boolean }> {
  const items: Item[] = [];
  let marker: string | undefined;
  for (;;) {
    const page = await read(marker);
    items.push(...itemsOf(page));
    if (!page.IsTruncated) return { items: items.slice(0, atMost), isCut: items.length > atMost };
    if (items.length >= atMost) return { items: items.slice(0, atMost), isCut: true };
    marker = page.Marker;
  }
}
