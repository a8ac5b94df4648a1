/** A browser allows six connections to one server over HTTP/1.1, and the event stream uses one. */
const AT_ONCE = 4;

/**
 * Runs `work` on all items, a few at a time.
 * @returns the results in order
 */
export async function inTurns<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
