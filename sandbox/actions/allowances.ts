import type { Account } from "../state/account.ts";
import { throttling } from "../wire/errors.ts";
import type { Service } from "../wire/request.ts";

type Bucket = { tokens: number; at: number };

/** Token buckets for accounts that are seeded with a short request allowance; other accounts are never throttled. */
export class Allowances {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Takes one request from the account's allowance.
   * @throws AwsError Throttling when it is used up
   */
  take(account: Account, service: Service): void {
    const allowance = service === "iam" ? account.settings.requestAllowance?.iam : undefined;
    if (!allowance) return;
    const now = this.#now();
    const bucket = this.#buckets.get(account.id) ?? { tokens: allowance.burst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * allowance.perSecond;
    const tokens = Math.min(allowance.burst, refilled);
    this.#buckets.set(account.id, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens < 1) throw throttling();
  }
}
