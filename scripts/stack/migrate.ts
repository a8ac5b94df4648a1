import { applyMigrations } from "#lib/db/migrations.ts";
import { installQueues } from "#lib/queue/install.ts";
import { queues } from "#lib/worker/queues.ts";

/** Migrations by Prisma's engine, then the queue's own tables. Idempotent. @returns the migrations applied now */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const applied = await applyMigrations(ownerUrl);
  await installQueues(ownerUrl, queues);
  return applied;
}
