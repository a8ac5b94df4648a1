import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Write } from "./account.ts";

/**
 * What has changed since the seed, one JSON line a write, each appended before the call that made it is answered:
 * a kill loses nothing. The file is rewritten with the last write of every record when it is opened and closed.
 */
export class Journal {
  readonly #path: string;
  readonly #latest = new Map<string, Write>();
  #unwritten: Write[] = [];
  #file: number;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    for (const write of readWrites(path)) this.#latest.set(keyOf(write), write);
    this.#compact();
    this.#file = openSync(path, "a");
  }

  writes(): Write[] {
    return [...this.#latest.values()];
  }

  record(write: Write): void {
    this.#unwritten.push(write);
  }

  /** Makes what was recorded since the last call survive us. */
  flush(): void {
    if (this.#unwritten.length === 0) return;
    const lines = this.#unwritten.map((write) => `${JSON.stringify(write)}\n`).join("");
    for (const write of this.#unwritten) this.#latest.set(keyOf(write), write);
    this.#unwritten = [];
    writeSync(this.#file, lines);
  }

  /** Forgets everything: back to the seed. */
  clear(): void {
    this.#unwritten = [];
    this.#latest.clear();
    closeSync(this.#file);
    this.#compact();
    this.#file = openSync(this.#path, "a");
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
    this.#compact();
  }

  #compact(): void {
    const now = Date.now();
    for (const [key, write] of this.#latest) if (isExpired(write, now)) this.#latest.delete(key);
    const lines = [...this.#latest.values()].map((write) => `${JSON.stringify(write)}\n`);
    const next = `${this.#path}.next`;
    writeFileSync(next, lines.join(""));
    const file = openSync(next, "r");
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.#path);
  }
}

const keyOf = ([accountId, kind, key]: Write) => `${accountId}/${kind}/${key}`;

function readWrites(path: string): Write[] {
  const lines = readIfThere(path).split("\n");
  // The part after the last line break is empty, or a line that a kill cut short.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Write);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Sessions run out; keeping them would make the file grow for ever. One day late, so that "expired" can still be told from "unknown". */
function isExpired([, kind, , record]: Write, now: number): boolean {
  if (kind !== "sessions") return false;
  return (record as { expiresAt: number }).expiresAt < now - 24 * 3600_000;
}
