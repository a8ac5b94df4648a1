/** `run.json` in the data directory: what runs, for scripts and for whoever starts next. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AwsMode } from "./mode.ts";

export type RunFile = {
  url: string;
  sandboxUrl?: string;
  databaseUrl: string;
  awsMode: AwsMode;
  pids: { launcher: number; web?: number; worker?: number; postgres?: number; sandbox?: number };
};

/** Written beside and moved into place, so that nobody reads half of it. */
export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  const file = join(dataDir, "run.json");
  await writeFile(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
