/** For scripts that work on an installation from the command line. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dataDir } from "#lib/paths.ts";
import type { RunFile } from "./stack/run-file.ts";

/**
 * Sets the environment to the database that DATABASE_URL names, or to that of the `npm start` running here.
 * @throws where there is neither
 */
export async function enterInstallation(): Promise<void> {
  process.env.DATABASE_URL ||= await databaseUrlOfRun();
  // The environment's other half is of no matter here.
  process.env.ROLECALL_AWS ||= "live";
}

async function databaseUrlOfRun(): Promise<string> {
  const run = await findRun();
  if (run) return run.databaseUrl;
  throw new Error(`${NOT_RUNNING}, or set DATABASE_URL.`);
}

/**
 * Where the sandbox of the `npm start` running here is.
 * @throws where there is none
 */
export async function sandboxUrlOfRun(): Promise<string> {
  const run = await findRun();
  if (!run) throw new Error(`${NOT_RUNNING}.`);
  if (!run.sandboxUrl) throw new Error("Rolecall runs here without a sandbox: it works with another AWS.");
  return run.sandboxUrl;
}

const FILE = join(dataDir, "run.json");
const NOT_RUNNING = `Rolecall is not running here: there is no ${FILE}. Start it with npm start`;

async function findRun(): Promise<RunFile | null> {
  const run = await readFile(FILE, "utf8").catch(() => null);
  return run === null ? null : (JSON.parse(run) as RunFile);
}
