/** `run.json` in the data directory: what runs, for scripts and for whoever starts next. */
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

/** Written beside and moved into place, so that nobody reads half of it; at one go, so that two are not in each other's way. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  const file = join(dataDir, "run.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What runs here; null where nothing is said to, or where a machine that crashed left the file empty. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  const text = await readFile(join(dataDir, "run.json"), "utf8").catch(() => "");
  try {
    return JSON.parse(text) as RunFile;
  } catch {
    return null;
  }
}
