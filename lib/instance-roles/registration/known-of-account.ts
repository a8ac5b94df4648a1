/**
 * What the many of one import need not each ask again: whose account the connection role is in, and what the
 * account's quotas are. A single registration asks both, always.
 */
import type { AccountSummary } from "#lib/aws/iam/get-account-summary.ts";

type Kept<T> = { answer: T; until: number };

/** Answers, good for a while. Only what has arrived is shared: who asks at the same moment asks for themselves. */
export class Recent<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #lastsMs: number;

  constructor(lastsMs: number) {
    this.#lastsMs = lastsMs;
  }

  /** @throws what `ask` throws; that is not kept */
  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.answer;
    const answer = await ask();
    this.#forgetExpired(now);
    this.#kept.set(key, { answer, until: now + this.#lastsMs });
    return answer;
  }

  #forgetExpired(now: number): void {
    for (const [key, { until }] of this.#kept) if (until <= now) this.#kept.delete(key);
  }
}

/** Account IDs, by connection and AROA…: AWS never gives a unique id twice, so a role made anew is asked again. */
export const provenAccounts = new Recent<string>(60_000);

/** By connection. Counts fall behind meanwhile; a quota that fills up shows when it is met. */
export const accountSummaries = new Recent<AccountSummary>(5_000);
