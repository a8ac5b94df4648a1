/**
 * Lets single registrations go before an import's on the event loop. An import's calls to AWS tend to return together, and
 * Node would handle all of their answers before it looks at anything else. So each piece of bulk work waits for its turn, one
 * in each round of the event loop; between two of them the loop handles what has arrived for others.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const ofMany = new AsyncLocalStorage<true>();

const waiting: (() => void)[] = [];

/** Runs `work` marked as bulk work: `giveWay` makes it wait. */
export const asOneOfMany = <T>(work: () => T): T => ofMany.run(true, work);

/** Awaited before a piece of work that takes a while. Undefined, so no wait, unless it is bulk work. */
export function giveWay(): Promise<void> | undefined {
  if (!ofMany.getStore()) return undefined;
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

function next() {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
