/**
 * Polls until AWS shows a change. docs/aws-facts.md, Propagation: poll with backoff and jitter, never trust one read.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ShowsWaiting, WaitingFor } from "./waiting.ts";

type Options = {
  notes: ShowsWaiting;
  waitingFor: WaitingFor;
  budgetMs: number;
  signal: AbortSignal;
};

/** `waitingFor` may depend on the result. */
type OptionsFor<T> = Omit<Options, "waitingFor"> & { waitingFor: WaitingFor | ((seen: T) => WaitingFor) };

/** Retries while the error may only mean that a change is not visible yet, within the budget. */
export async function waitOut<T>(
  attempt: () => Promise<T>,
  isTooEarly: (error: unknown) => boolean,
  options: Options,
): Promise<T> {
  const outcome = await waitFor<{ value: T } | { error: unknown }>(
    () =>
      attempt().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    (tried) => "value" in tried || !isTooEarly(tried.error),
    options,
  );
  if ("error" in outcome.last) throw outcome.last.error;
  return outcome.last.value;
}

/**
 * Polls until the result is right or the budget is used up.
 * @param agreeing how many right results in a row are required after a wrong one
 */
export async function waitFor<T>(
  look: () => Promise<T>,
  isGood: (seen: T) => boolean,
  { notes, waitingFor, budgetMs, signal }: OptionsFor<T>,
  agreeing = 1,
): Promise<{ last: T; isGood: boolean; waitedMs: number }> {
  const began = performance.now();
  const waited = () => Math.round(performance.now() - began);
  let last = await look();
  if (isGood(last)) return { last, isGood: true, waitedMs: 0 };
  const stop = notes.wait(typeof waitingFor === "function" ? waitingFor(last) : waitingFor);
  try {
    let good = 0;
    for (let round = 0; ; round++) {
      const left = budgetMs - waited();
      // A result that has just become right is read once more, even beyond the budget.
      if (left <= 0 && good === 0) return { last, isGood: false, waitedMs: waited() };
      await sleep(good > 0 ? CONFIRM_AFTER_MS : Math.min(pause(round), left), undefined, { signal });
      last = await look();
      good = isGood(last) ? good + 1 : 0;
      if (good >= agreeing) return { last, isGood: true, waitedMs: waited() };
    }
  } finally {
    stop();
  }
}

const CONFIRM_AFTER_MS = 400;
// AWS recommends 1, 2, 4, 8, 15 seconds; the first polls come sooner, as most waits are short.
const PAUSES_MS = [300, 600, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Returns the delay, varied by a fifth, so that many waiters spread out. */
export function pause(round: number, random = Math.random): number {
  const base = PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)] as number;
  return base * (0.8 + 0.4 * random());
}
