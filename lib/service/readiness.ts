/** Readiness, for load balancers and operators: can requests be served, and is there a worker? */
import { newestMigration } from "#lib/db/newest-migration.ts";
import { log } from "#lib/log.ts";
import { appliedMigrations, type Isolation, readIsolation, secondsSinceWorkerSeen } from "./health-store.ts";
import type { ReadinessView } from "./view.ts";

type Check = ReadinessView["checks"][number];

const WORKER_SILENT_SECONDS = 30;
const PATIENCE_MS = 3_000;

/** Runs each check by itself. Without a database nothing else can be checked. */
export async function checkReadiness(): Promise<ReadinessView> {
  const applied = await answerOf(appliedMigrations());
  const checks = [
    databaseCheck(applied),
    migrationsCheck(applied),
    isolationCheck(applied && (await answerOf(readIsolation()))),
    await workerCheck(applied),
  ];
  return { status: checks.every(({ ok }) => ok) ? "ok" : "unavailable", checks };
}

function databaseCheck(applied: string[] | null): Check {
  const detail = applied ? "The database answers" : "The database does not answer";
  return { name: "database", ok: applied !== null, detail };
}

function migrationsCheck(applied: string[] | null): Check {
  const ok = applied?.includes(newestMigration) ?? false;
  const missing = applied ? `${newestMigration} is not applied: run npm run migrate` : "Not known";
  return { name: "migrations", ok, detail: ok ? "All migrations are applied" : missing };
}

/** The check of tenant isolation. A process connected as a wrong role has exited already (lib/db/connection.ts). */
export function isolationCheck(isolation: Isolation | null): Check {
  const name = "isolation";
  if (!isolation) return { name, ok: false, detail: "Not known" };
  const { role, loginIsOwner, openTables } = isolation;
  if (openTables.length > 0) {
    const detail = `Row-level security is not forced on ${openTables.join(", ")}: run npm run migrate`;
    return { name, ok: false, detail };
  }
  const owner = loginIsOwner
    ? ". The login of DATABASE_URL is the owner's: give the application one of its own"
    : "";
  return { name, ok: true, detail: `Row-level security binds every connection (${role})${owner}` };
}

async function workerCheck(applied: string[] | null): Promise<Check> {
  if (!applied) return { name: "worker", ok: false, detail: "Not known" };
  const seconds = await answerOf(secondsSinceWorkerSeen());
  const ok = seconds !== null && seconds < WORKER_SILENT_SECONDS;
  const silent = seconds === null ? "No worker has been seen" : `No worker seen for ${Math.round(seconds)} s`;
  return { name: "worker", ok, detail: ok ? "A worker is at work" : silent };
}

/** Returns the database's answer, or null where there is none in time. */
async function answerOf<T>(question: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  const answer = question.catch((error) => {
    log.warn({ err: error }, "readiness");
    return null;
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
