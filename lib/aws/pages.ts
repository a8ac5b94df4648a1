/**
 * Reads every page. IAM may send fewer items than asked for with more to come, so IsTruncated alone says
 * whether there is another page (docs/aws-facts.md, Pages).
 */
export async function everyPage<Page extends { IsTruncated?: boolean; Marker?: string }, Item>(
  read: (marker: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let marker: string | undefined;
  for (;;) {
    const page = await read(marker);
    items.push(...itemsOf(page));
    if (!page.IsTruncated) return items;
    marker = page.Marker;
  }
}
