/** Settings a table reads. */
export type TableRules = {
  now: () => number;
  /** How long a write stays invisible to reads, in milliseconds. */
  propagationMs: () => number;
  /** How long EC2 takes to associate or disassociate a profile. */
  associationMs: () => number;
};

type Superseded<T> = { before: T | undefined; hiddenUntil: number };

/**
 * The records of one kind in one account. Every write replaces a record, so that a read can return the earlier one
 * (`seen`) while the write is already in effect (`get`).
 */
export class Table<T> {
  readonly #records = new Map<string, T>();
  readonly #superseded = new Map<string, Superseded<T>[]>();
  readonly #rules: TableRules;
  readonly #onWrite: (key: string, record: T | undefined) => void;
  readonly #groupOf: (record: T) => string | undefined;
  /** Keys by group: all records in it, and some that no longer are. */
  readonly #groups = new Map<string, Set<string>>();

  /**
   * Creates a table.
   * @param groupOf the secondary index
   */
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

  /** Returns the latest version. */
  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  values(): T[] {
    return [...this.#records.values()];
  }

  /** Returns the version visible to reads, without writes that have not propagated. */
  seen(key: string): T | undefined {
    const hidden = this.#stillHidden(key);
    return hidden ? hidden.before : this.#records.get(key);
  }

  seenValues(): T[] {
    if (this.#superseded.size === 0) return this.values();
    const keys = new Set([...this.#records.keys(), ...this.#superseded.keys()]);
    return [...keys].map((key) => this.seen(key)).filter((record) => record !== undefined);
  }

  /** Returns the latest versions of a group. */
  valuesIn(group: string): T[] {
    return this.#inGroup(group, (key) => this.#records.get(key));
  }

  /** Returns a group's versions visible to reads. */
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

  /** Loads a record from the seed or the state file, as fully propagated. */
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
