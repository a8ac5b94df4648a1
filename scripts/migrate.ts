/** `npm run migrate`: brings the database at DATABASE_URL to the schema of this version, queues included. */
import { migrate } from "./stack/migrate.ts";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL says which database to migrate");
const applied = await migrate(url);
console.log(applied.length ? `Applied ${applied.join(", ")}` : "The database is up to date");
// Idle database connections would keep the process for ten seconds more.
process.exit(0);
