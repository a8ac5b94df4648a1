/** Finds the installation that a command-line script works on. */
import { join } from "node:path";
import { dataDir } from "#lib/paths.ts";
import { readRunFile } from "./stack/run-file.ts";

/**
 * Sets the environment to the database of DATABASE_URL, or of the running `npm start`.
 * @throws where there is neither
 */
export async function enterInstallation(): Promise<void> {
  process.env.DATABASE_URL ||= await databaseUrlOfRun();
  // The other required settings are not used.
  process.env.ROLECALL_AWS ||= "live";
}

async function databaseUrlOfRun(): Promise<string> {
  const run = await readRunFile(dataDir);
  if (run) return run.databaseUrl;
  throw new Error(`${NOT_RUNNING}, or set DATABASE_URL.`);
}

/**
 * Returns the sandbox's URL of the running `npm start`.
 * @throws where there is none
 */
export async function sandboxUrlOfRun(): Promise<string> {
  const run = await readRunFile(dataDir);
  if (!run) throw new Error(`${NOT_RUNNING}.`);
  if (!run.sandboxUrl) throw new Error("Rolecall runs here without a sandbox: it works with another AWS.");
  return run.sandboxUrl;
}

const NOT_RUNNING = `Rolecall is not running here: nothing is said in ${join(dataDir, "run.json")}. Start it with npm start`;
