/** How many checks run at once: each makes a dozen AWS calls within a web server that has pages to answer as well. */
import { Refusal } from "#lib/errors.ts";

/** At once in this process, of one workspace, and how many of one workspace may wait. */
const PLACES = { inAll: 16, ofOne: 4, waiting: 40 };

type Waiting = { key: string; begin: () => void };

export class Places {
  readonly #limits: typeof PLACES;
  readonly #taken = new Map<string, number>();
  #line: Waiting[] = [];

  constructor(limits: typeof PLACES) {
    this.#limits = limits;
  }

  /** Runs the work when there is a place for it. @throws Refusal `rate_limited` where too many of the key wait already */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.#take(key);
    try {
      return await work();
    } finally {
      this.#leave(key);
    }
  }

  #take(key: string): Promise<void> | void {
    if (this.#hasPlace(key)) return this.#sit(key);
    if (this.#line.filter((one) => one.key === key).length >= this.#limits.waiting) throw tooMany();
    return new Promise((begin) => {
      this.#line.push({ key, begin });
    });
  }

  #leave(key: string): void {
    this.#taken.set(key, this.#of(key) - 1);
    if (this.#of(key) === 0) this.#taken.delete(key);
    const next = this.#line.find((one) => this.#hasPlace(one.key));
    if (!next) return;
    this.#line = this.#line.filter((one) => one !== next);
    this.#sit(next.key);
    next.begin();
  }

  #sit(key: string): void {
    this.#taken.set(key, this.#of(key) + 1);
  }

  #hasPlace(key: string): boolean {
    const all = [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
    return all < this.#limits.inAll && this.#of(key) < this.#limits.ofOne;
  }

  #of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }
}

function tooMany(): Refusal {
  return new Refusal(
    "rate_limited",
    "Too many checks of this workspace are waiting. Check again in a moment.",
    {
      extra: { retryAfterSeconds: 5 },
    },
  );
}

// Next gives route handlers module instances of their own.
const shared = globalThis as { rolecallCheckPlaces?: Places };

/** The places of this process. */
export function checkPlaces(): Places {
  shared.rolecallCheckPlaces ??= new Places(PLACES);
  return shared.rolecallCheckPlaces;
}
