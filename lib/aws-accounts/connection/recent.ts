/** What the many of one import need not each ask AWS again. A single registration asks always. */
import { LRUCache } from "lru-cache";

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
