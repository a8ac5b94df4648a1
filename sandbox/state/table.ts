/** What a table needs to know of the world it lives in. */
export type TableRules = {
  now: () => number;
  /** How long a write stays invisible to reads, in milliseconds. */
  propagationMs: () => number;
  /** How long EC2 takes to put a profile on an instance, or to take it off. */
  associationMs: () => number;
};

type Superseded<T> = { before: T | undefined; hiddenUntil: number };

/**
 * One kind of thing in one account. Records are never changed in place: every write replaces one, which lets a
 * read be given what stood there before (`seen`) while the effect of the write is already recorded (`get`).
 */
export class Table<T> {
  readonly #records = new Map<string, T>();
  readonly #superseded = new Map<string, Superseded<T>[]>();
  readonly #rules: TableRules;
  readonly #onWrite: (key: string, record: T | undefined) => void;
  readonly #groupOf: (record: T) => string | undefined;
  /** Keys by group: of all records that are in it, and of some that no longer are. */
  readonly #groups = new Map<string, Set<string>>();

  /** @param groupOf what records are also found by, besides their key */
  constructor(
    rules: TableRules,
    onWrite: (key: string, record: T | undefined) => void,
    groupOf: (record: T) => string | undefined = () => undefined,
  ) {
    this.#rules = rules;
    this.#onWrite = onWrite;
    this.#groupOf = groupOf;
  }

  get size(): number {
    return this.#records.size;
  }

  /** As it is. */
  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  values(): T[] {
    return [...this.#records.values()];
  }

  /** As reads show it: without the writes that have not propagated. */
  seen(key: string): T | undefined {
    const hidden = this.#stillHidden(key);
    return hidden ? hidden.before : this.#records.get(key);
  }

  seenValues(): T[] {
    if (this.#superseded.size === 0) return this.values();
    const keys = new Set([...this.#records.keys(), ...this.#superseded.keys()]);
    return [...keys].map((key) => this.seen(key)).filter((record) => record !== undefined);
  }

  /** Those of a group, as they are. */
  valuesIn(group: string): T[] {
    return this.#inGroup(group, (key) => this.#records.get(key));
  }

  /** Those of a group, as reads show them. */
  seenValuesIn(group: string): T[] {
    return this.#inGroup(group, (key) => this.seen(key));
  }

  set(key: string, record: T): void {
    this.#hide(key);
    this.#put(key, record);
    this.#onWrite(key, record);
  }

  delete(key: string): void {
    this.#hide(key);
    this.#records.delete(key);
    this.#onWrite(key, undefined);
  }

  /** Puts a record in place as if it had always been there: from the seed or the state file. */
  load(key: string, record: T | undefined): void {
    if (record === undefined) this.#records.delete(key);
    else this.#put(key, record);
  }

  #put(key: string, record: T): void {
    this.#records.set(key, record);
    const group = this.#groupOf(record);
    if (group === undefined) return;
    const keys = this.#groups.get(group);
    if (keys) keys.add(key);
    else this.#groups.set(group, new Set([key]));
  }

  #inGroup(group: string, read: (key: string) => T | undefined): T[] {
    const records = [...(this.#groups.get(group) ?? [])].map(read);
    return records.filter((record) => record !== undefined && this.#groupOf(record) === group) as T[];
  }

  #hide(key: string): void {
    const delay = this.#rules.propagationMs();
    if (delay <= 0) return;
    const earlier = this.#superseded.get(key) ?? [];
    const entry = { before: this.#records.get(key), hiddenUntil: this.#rules.now() + delay };
    this.#superseded.set(key, [...earlier, entry]);
  }

  #stillHidden(key: string): Superseded<T> | undefined {
    const writes = this.#superseded.get(key);
    if (!writes) return undefined;
    const now = this.#rules.now();
    const hidden = writes.filter((write) => write.hiddenUntil > now);
    if (hidden.length === 0) this.#superseded.delete(key);
    return hidden[0];
  }
}
