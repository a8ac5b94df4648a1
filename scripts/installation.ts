/** For scripts that work on an installation from the command line. */
import { join } from "node:path";
import { dataDir } from "#lib/paths.ts";
import { readRunFile } from "./stack/run-file.ts";

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
  const run = await readRunFile(dataDir);
  if (run) return run.databaseUrl;
  throw new Error(`${NOT_RUNNING}, or set DATABASE_URL.`);
}

/**
 * Where the sandbox of the `npm start` running here is.
 * @throws where there is none
 */
export async function sandboxUrlOfRun(): Promise<string> {
  const run = await readRunFile(dataDir);
  if (!run) throw new Error(`${NOT_RUNNING}.`);
  if (!run.sandboxUrl) throw new Error("Rolecall runs here without a sandbox: it works with another AWS.");
  return run.sandboxUrl;
}

const NOT_RUNNING = `Rolecall is not running here: nothing is said in ${join(dataDir, "run.json")}. Start it with npm start`;
