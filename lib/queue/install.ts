/** Creates pg-boss's tables and our queues. Run by the migration, as the database's owner. */
import { PgBoss } from "pg-boss";
import type { QueueOf } from "./queue.ts";

/** Creates the queues. Idempotent: existing queues get the options given. */
export async function installQueues(ownerUrl: string, queues: QueueOf<object>[]): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const { name, data: _data, ...options } of queues) {
      if (await boss.getQueue(name)) {
        const { policy: _policy, partition: _partition, ...changeable } = options;
        await boss.updateQueue(name, changeable);
      } else {
        await boss.createQueue(name, options);
      }
    }
    // Serialized, because concurrent GRANTs on one object fail.
    await boss.getDb().executeSql(`
      SELECT pg_advisory_xact_lock(hashtext('rolecall_install_queues'));
      GRANT USAGE ON SCHEMA pgboss TO rolecall_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO rolecall_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO rolecall_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO rolecall_app;
      GRANT USAGE ON SCHEMA pgboss TO rolecall_crossing;
      GRANT SELECT ON pgboss.job TO rolecall_crossing;`);
  } finally {
    await boss.stop({ graceful: false });
  }
}
