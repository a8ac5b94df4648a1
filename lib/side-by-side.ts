/**
 * Waits for all promises to settle, then throws the first failure in the order given: no call is left running after a
 * failed run, and of two failures the earlier step's is reported.
 */
export async function sideBySide<const T extends readonly Promise<unknown>[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(work);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as never;
}
