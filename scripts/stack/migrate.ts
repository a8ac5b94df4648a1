import { makeApplicationLogin } from "#lib/db/application-login-store.ts";
import { applyMigrations } from "#lib/db/migrations.ts";
import { installQueues } from "#lib/queue/install.ts";
import { queues } from "#lib/worker/queues.ts";

/**
 * Runs Prisma's migrations, then creates the queue's tables. Idempotent.
 * @returns the migrations applied now
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const applied = await applyMigrations(ownerUrl);
  await installQueues(ownerUrl, queues);
  return applied;
}

type Environment = Record<string, string | undefined>;

/** The same for the environment's database; also creates the application's login, where the owner is another. */
export async function migrateEnvironment(environment: Environment): Promise<string[]> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = environment;
  if (!url) throw new Error("DATABASE_URL says which database to migrate");
  const applied = await migrate(ownerUrl || url);
  if (ownerUrl) await makeApplicationLogin(ownerUrl, url);
  return applied;
}
