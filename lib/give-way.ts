/**
 * The work of many gives way to the work of one. What is ready at the same moment is done in one go, and the many are
 * often ready together, because AWS took as long for all of them: whoever came then would wait for all their work, at
 * each step. So a piece of work of many waits for its turn, one a round of the event loop; between two, the loop looks
 * at what has come for others.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const ofMany = new AsyncLocalStorage<true>();

const waiting: (() => void)[] = [];

/** Does work that is one of many. */
export const asOneOfMany = <T>(work: () => T): T => ofMany.run(true, work);

/** To be awaited before a piece of work that takes a while. Nothing to wait for, unless the work is one of many. */
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
