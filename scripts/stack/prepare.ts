/** Migrates and seeds the database of the environment: a process of its own, so that its memory goes with it. */
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { env } from "#lib/env.ts";
import { requireBoundMode } from "#lib/service/mode.ts";
import { seed } from "../../prisma/seed.ts";
import { migrateEnvironment } from "./migrate.ts";

await migrateEnvironment(process.env);
await requireBoundMode();
if (env().ROLECALL_AWS !== "live") await seed();
await Promise.all([closeDb(), closeDirect()]);
console.log("prepared");
// Idle database connections would keep the process for ten seconds more.
process.exit(0);
