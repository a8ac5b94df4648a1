/**
 * Waits for all, whatever becomes of each, then throws the first failure in the order given: nothing is left
 * running behind a failed run, and of two failures the earlier step's is told.
 */
export async function sideBySide<const T extends readonly Promise<unknown>[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(work);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as never;
}
