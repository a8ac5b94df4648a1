/** Migrates and seeds the database of the environment: a process of its own, so that its memory goes with it. */
import { closeDb } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { seed } from "../../prisma/seed.ts";
import { migrate } from "./migrate.ts";

await migrate(env().DATABASE_URL);
if (env().ROLECALL_AWS !== "live") await seed();
await closeDb();
console.log("prepared");
// Idle database connections would keep the process for ten seconds more.
process.exit(0);
