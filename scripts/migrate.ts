/**
 * `npm run migrate`: migrates the database at DATABASE_URL to this version, queues included, as its owner
 * (DATABASE_OWNER_URL, where that is another login).
 */
import { migrateEnvironment } from "./stack/migrate.ts";

const applied = await migrateEnvironment(process.env);
console.log(applied.length ? `Applied ${applied.join(", ")}` : "The database is up to date");
// Idle database connections would keep the process running for ten seconds.
process.exit(0);
