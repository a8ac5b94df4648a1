/** Migrates and seeds the environment's database, in a process of its own so that its memory is freed. */
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { env } from "#lib/env.ts";
import { requireKeysInUse } from "#lib/service/encryption.ts";
import { requireBoundMode } from "#lib/service/mode.ts";
import { seed } from "../../prisma/seed.ts";
import { migrateEnvironment } from "./migrate.ts";

await migrateEnvironment(process.env);
await requireBoundMode();
await requireKeysInUse();
if (env().ROLECALL_AWS !== "live") await seed();
await Promise.all([closeDb(), closeDirect()]);
console.log("prepared");
// Idle database connections would keep the process running for ten seconds.
process.exit(0);
