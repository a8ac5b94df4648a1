/**
 * Binds a database to the AWS mode it was first used with, so that jobs made for a sandbox never run on real accounts.
 */
import { env } from "#lib/env.ts";
import { boundMode } from "./installation-store.ts";

/**
 * Exits the process where the database is bound to another mode.
 * @throws where the database cannot be reached
 */
export async function requireBoundMode(): Promise<void> {
  const mode = env().ROLECALL_AWS;
  const bound = await boundMode(mode);
  if (bound === mode) return;
  // To stderr, because the log may be silent.
  console.error(
    `This database was made with ROLECALL_AWS=${bound}, and this process was started with ROLECALL_AWS=${mode}. Start it with ROLECALL_AWS=${bound}, or choose another ROLECALL_DATA_DIR, or with DATABASE_URL another database.`,
  );
  process.exit(1);
}
