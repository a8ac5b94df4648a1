/** Migrates and seeds the database of the environment: a process of its own, so that its memory goes with it. */
import { closeDb } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { demoUsers, seed } from "../../prisma/seed.ts";
import { migrateEnvironment } from "./migrate.ts";

await migrateEnvironment(process.env);
if (env().ROLECALL_AWS === "live") await refuseDemo();
else await seed();
await closeDb();
console.log("prepared");
// Idle database connections would keep the process for ten seconds more.
process.exit(0);

/** A demo that was tried on this database would be a door into real accounts: everybody knows its password. */
async function refuseDemo() {
  const users = await demoUsers();
  if (users.length === 0) return;
  console.error(
    `Rolecall does not start on real AWS with the demo's people: ${users.join(", ")} can sign in here with the password that is printed for everybody. Choose another ROLECALL_DATA_DIR, or with DATABASE_URL another database.`,
  );
  process.exit(1);
}
