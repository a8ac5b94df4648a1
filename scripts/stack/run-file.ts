/** `run.json` in the data directory: the addresses and process ids of the running stack. */
import { renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AwsMode } from "./mode.ts";

export type RunFile = {
  url: string;
  sandboxUrl?: string;
  databaseUrl: string;
  awsMode: AwsMode;
  pids: { launcher: number; web?: number; worker?: number; postgres?: number; sandbox?: number };
};

/**
 * Writes the file synchronously to another name and renames it, so that no reader sees half of it and two writers do
 * not mix.
 */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const file = join(dataDir, "run.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Returns the running stack's file; null where there is none, or a crash left it empty. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  const text = await readFile(join(dataDir, "run.json"), "utf8").catch(() => "");
  try {
    return JSON.parse(text) as RunFile;
  } catch {
    return null;
  }
}
