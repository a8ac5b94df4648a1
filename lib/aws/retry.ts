/**
 * Retries AWS calls after throttling, outages and concurrent changes, with backoff and jitter. Done here and not in the
 * SDK, so that waiting can be shown, and a full quota (LimitExceeded) is not retried as throttling.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { AwsError, hasCode, isNotOffered, isThrottle, isUnavailable } from "./errors.ts";

/** Why a call is retried: AWS throttles, does not answer, or is processing another change of the same resource. */
export type TransientCause = "throttled" | "unavailable" | "busy";

export type RetryPolicy = {
  /** How long one call may keep failing, in milliseconds. */
  budgetMs: number;
  /** Ends the retries at once; the call then fails with its last error. */
  signal?: AbortSignal;
  /** The endpoint is an emulator: an error page means that it does not implement the action. */
  emulator?: boolean;
  /** Called when a wait is long enough to be shown; the returned function is called when it ends. */
  onWait?(cause: TransientCause, action: string): () => void;
};

/** Waits shorter than this are not shown. */
const NOT_WORTH_SHOWING_MS = 400;
const BASE_MS = { throttled: 150, unavailable: 150, busy: 500 } as const;
const LONGEST_MS = 3_000;
/**
 * Keeps delays short enough for dozens of tries in any budget: where AWS throttles half of all calls, giving up after
 * eight tries would fail one role in ten.
 */
const LONGEST_TO_BUDGET = 1 / 20;
const SHORTEST_LONGEST_MS = 500;

/**
 * Calls until it succeeds, fails with another error, or the budget is used up.
 * @returns the result and the number of tries
 * @throws AwsError the last one, with `waitedMs`
 */
export async function withRetries<T>(
  call: () => Promise<T>,
  retry: RetryPolicy,
): Promise<{ value: T; tries: number }> {
  const began = performance.now();
  let shown: (() => void) | undefined;
  try {
    for (let tries = 1; ; tries++) {
      try {
        return { value: await call(), tries };
      } catch (error) {
        const cause = transientCauseOf(error, retry.emulator);
        if (!cause) throw error;
        const waited = performance.now() - began;
        if (waited >= retry.budgetMs || retry.signal?.aborted) throw givenUp(error as AwsError, waited);
        if (waited >= NOT_WORTH_SHOWING_MS) shown ??= retry.onWait?.(cause, (error as AwsError).action);
        const step = backoff(tries, BASE_MS[cause], Math.random, longest(retry.budgetMs));
        const delay = Math.min(step, retry.budgetMs - waited + 1);
        await sleep(delay, undefined, { signal: retry.signal }).catch(() => {});
      }
    }
  } finally {
    shown?.();
  }
}

/** Returns a random delay from 0 to the exponential step (full jitter), so that many waiters spread out. */
export function backoff(tries: number, baseMs: number, random = Math.random, longestMs = LONGEST_MS): number {
  return random() * Math.min(longestMs, baseMs * 2 ** (tries - 1));
}

export function longest(budgetMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_LONGEST_MS, budgetMs * LONGEST_TO_BUDGET));
}

function transientCauseOf(error: unknown, emulator = false): TransientCause | null {
  if (isThrottle(error)) return "throttled";
  if (emulator && isNotOffered(error)) return null;
  if (isUnavailable(error)) return "unavailable";
  if (hasCode(error, "ConcurrentModification")) return "busy";
  return null;
}

function givenUp(error: AwsError, waited: number): AwsError {
  error.waitedMs = Math.round(waited);
  return error;
}
