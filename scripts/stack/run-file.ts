/** `run.json` in the data directory: what runs, for scripts and for whoever starts next. */
import { renameSync, writeFileSync } from "node:fs";
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
