/** For scripts that work on an installation's database from the command line. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dataDir } from "#lib/paths.ts";

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
  const file = join(dataDir, "run.json");
  const run = await readFile(file, "utf8").catch(() => null);
  if (run) return (JSON.parse(run) as { databaseUrl: string }).databaseUrl;
  throw new Error(
    `Rolecall is not running here: there is no ${file}. Start it with npm start, or set DATABASE_URL.`,
  );
}
