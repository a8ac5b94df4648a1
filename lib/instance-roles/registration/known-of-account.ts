/**
 * What the many of one import need not each ask again: whose account the connection role is in, and what the
 * account's quotas are. A single registration asks both, always.
 */
import { LRUCache } from "lru-cache";
import type { AccountSummary } from "#lib/aws/iam/get-account-summary.ts";

const MOST_KEPT = 5_000;

/** Answers, good for a while. Only what has arrived is shared: who asks at the same moment asks for themselves. */
export class Recent<T extends object | string> {
  readonly #kept: LRUCache<string, T>;

  constructor(lastsMs: number) {
    this.#kept = new LRUCache({ max: MOST_KEPT, ttl: lastsMs, ttlResolution: 0 });
  }

  /** @throws what `ask` throws; that is not kept */
  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const answer = await ask();
    this.#kept.set(key, answer);
    return answer;
  }
}

/** Account IDs, by connection and AROA…: AWS never gives a unique id twice, so a role made anew is asked again. */
export const provenAccounts = new Recent<string>(60_000);

/** By connection. Counts fall behind meanwhile; a quota that fills up shows when it is met. */
export const accountSummaries = new Recent<AccountSummary>(5_000);
