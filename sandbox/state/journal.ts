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

/** Lines after which the file is rewritten; most are sessions, which expire. */
const MOST_LINES = 50_000;

/**
 * The changes since the seed, one JSON line for each write, appended before the call is answered, so that a crash loses
 * nothing. The file is rewritten with the last write of every record when it is opened, has grown long, or is closed.
 */
export class Journal {
  readonly #path: string;
  readonly #latest = new Map<string, Write>();
  #unwritten: Write[] = [];
  #lines = 0;
  #file: number;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    for (const write of readWrites(path)) this.#latest.set(keyOf(write), write);
    this.#file = this.#rewrite();
  }

  writes(): Write[] {
    return [...this.#latest.values()];
  }

  record(write: Write): void {
    this.#unwritten.push(write);
  }

  /** Writes what was recorded since the last call to the file. */
  flush(): void {
    if (this.#unwritten.length === 0) return;
    for (const write of this.#unwritten) this.#latest.set(keyOf(write), write);
    writeSync(this.#file, linesOf(this.#unwritten));
    this.#lines += this.#unwritten.length;
    this.#unwritten = [];
    if (this.#lines > MOST_LINES) this.#reopen();
  }

  /** Deletes all changes: back to the seed. */
  clear(): void {
    this.#unwritten = [];
    this.#latest.clear();
    this.#reopen();
  }

  close(): void {
    this.flush();
    this.#reopen();
    closeSync(this.#file);
  }

  #reopen(): void {
    closeSync(this.#file);
    this.#file = this.#rewrite();
  }

  /** Replaces the file atomically and opens the new one for appending. */
  #rewrite(): number {
    const now = Date.now();
    for (const [key, write] of this.#latest) if (hasRunOut(write, now)) this.#latest.delete(key);
    this.#lines = 0;
    const next = `${this.#path}.next`;
    writeFileSync(next, linesOf(this.writes()));
    const file = openSync(next, "a");
    fsyncSync(file);
    renameSync(next, this.#path);
    return file;
  }
}

const keyOf = ([accountId, kind, key]: Write) => `${accountId}/${kind}/${key}`;

const linesOf = (writes: Write[]) => writes.map((write) => `${JSON.stringify(write)}\n`).join("");

function readWrites(path: string): Write[] {
  const lines = readIfThere(path).split("\n");
  // The part after the last line break is empty, or a line cut short by a crash.
  return lines.slice(0, -1).map((line, index) => parse(line, `${path}:${index + 1}`));
}

function parse(line: string, place: string): Write {
  try {
    return JSON.parse(line) as Write;
  } catch (cause) {
    throw new Error(`${place} is not a line of a sandbox's state. Remove the file to start from the seed.`, {
      cause,
    });
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Whether a session expired more than a day ago; until then "expired" can be told from "unknown". */
function hasRunOut([, kind, , record]: Write, now: number): boolean {
  return kind === "sessions" && (record as { expiresAt: number }).expiresAt < now - 24 * 3_600_000;
}
