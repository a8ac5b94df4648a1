/** Counts calls per second, for APIs with a documented rate. */
export class CallRate {
  readonly #now: () => number;
  #second = 0;
  #taken = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Counts a call.
   * @returns false where this second's calls of the kind are used up
   */
  take(kind: string, perSecond: number): boolean {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#taken = new Map();
    }
    const taken = this.#taken.get(kind) ?? 0;
    this.#taken.set(kind, taken + 1);
    return taken < perSecond;
  }
}
