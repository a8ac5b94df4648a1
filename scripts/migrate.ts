/**
 * `npm run migrate`: brings the database at DATABASE_URL to the schema of this version, queues included, as its owner
 * (DATABASE_OWNER_URL, where that is another login).
 */
import { migrateEnvironment } from "./stack/migrate.ts";

const applied = await migrateEnvironment(process.env);
console.log(applied.length ? `Applied ${applied.join(", ")}` : "The database is up to date");
// Idle database connections would keep the process for ten seconds more.
process.exit(0);
