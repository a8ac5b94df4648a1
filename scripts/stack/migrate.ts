import { encryptExternalIds } from "#lib/aws-accounts/encrypt-rows-store.ts";
import { makeApplicationLogin } from "#lib/db/application-login-store.ts";
import { applyMigrations } from "#lib/db/migrations.ts";
import { parseKeyRing } from "#lib/encryption/key-ring.ts";
import { installQueues } from "#lib/queue/install.ts";
import { queues } from "#lib/worker/queues.ts";

/**
 * Runs Prisma's migrations, creates the queue's tables, and encrypts with the newest key what is not. Idempotent.
 * @param keys ROLECALL_ENCRYPTION_KEYS
 * @returns the migrations applied now
 */
export async function migrate(
  ownerUrl: string,
  keys = process.env.ROLECALL_ENCRYPTION_KEYS,
): Promise<string[]> {
  if (!keys) throw new Error(NO_KEYS);
  const ring = parseKeyRing(keys);
  const applied = await applyMigrations(ownerUrl);
  await installQueues(ownerUrl, queues);
  await encryptExternalIds(ownerUrl, ring);
  return applied;
}

const NO_KEYS =
  "ROLECALL_ENCRYPTION_KEYS is not set: the migration encrypts external IDs with its first key. Make one with: openssl rand -base64 32";

type Environment = Record<string, string | undefined>;

/** The same for the environment's database; also creates the application's login, where the owner is another. */
export async function migrateEnvironment(environment: Environment): Promise<string[]> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, ROLECALL_ENCRYPTION_KEYS: keys } = environment;
  if (!url) throw new Error("DATABASE_URL says which database to migrate");
  const applied = await migrate(ownerUrl || url, keys);
  if (ownerUrl) await makeApplicationLogin(ownerUrl, url);
  return applied;
}
