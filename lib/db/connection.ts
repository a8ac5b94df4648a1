/**
 * How the application connects to Postgres: as `rolecall_app`, which row-level security binds. A process that is
 * connected as another role exits, because tenant isolation would not be certain.
 */
import type pg from "pg";
import { env } from "#lib/env.ts";
import { type ConnectionFacts, readConnectionFacts } from "./connection-store.ts";

const APPLICATION_ROLE = "rolecall_app";

/**
 * A paused process with an open transaction would keep its locks for this long and block its successor. No transaction
 * waits for anything but Postgres.
 */
const LONGEST_SILENCE_MS = 10_000;
const OPTIONS = `-c role=${APPLICATION_ROLE} -c idle_in_transaction_session_timeout=${LONGEST_SILENCE_MS}`;

/** The settings of every pool and client. Pools call `onConnect`; code that opens a client calls it itself. */
export function appConnection() {
  const { connectionString, options } = withOwnOptions(env().DATABASE_URL);
  return { connectionString, options, onConnect: requireApplicationRole };
}

/**
 * Moves the URL's `options` in front of ours: pg would use them in place of ours, and Postgres takes the last value of
 * a setting given twice.
 */
export function withOwnOptions(databaseUrl: string): { connectionString: string; options: string } {
  if (!URL.canParse(databaseUrl)) return { connectionString: databaseUrl, options: OPTIONS };
  const url = new URL(databaseUrl);
  const given = url.searchParams.getAll("options");
  url.searchParams.delete("options");
  const connectionString = given.length > 0 ? url.href : databaseUrl;
  return { connectionString, options: [...given, OPTIONS].join(" ") };
}

/**
 * Exits the process where the connection does not have the application's role.
 * @throws what the query throws
 */
export async function requireApplicationRole(client: Pick<pg.ClientBase, "query">): Promise<void> {
  const problem = problemOf(await readConnectionFacts(client));
  if (problem === null) return;
  // To stderr, because the log may be silent.
  console.error(problem);
  process.exit(1);
}

/** Returns what is wrong with a connection, and what to do about it; null where nothing is. */
export function problemOf(facts: ConnectionFacts): string | null {
  const { role, isSuperuser, bypassesRowSecurity, silence } = facts;
  const isBound = role === APPLICATION_ROLE && !isSuperuser && !bypassesRowSecurity;
  if (isBound && silence === `${LONGEST_SILENCE_MS / 1000}s`) return null;
  const found = `Rolecall's connection to the database works as ${role}${isSuperuser ? ", a superuser" : ""}${
    bypassesRowSecurity ? ", who is not bound by row-level security" : ""
  }, not as ${APPLICATION_ROLE} with its settings. The process ends, because tenants are not kept apart so.`;
  const remedy =
    role === APPLICATION_ROLE && (isSuperuser || bypassesRowSecurity)
      ? `Run ALTER ROLE ${APPLICATION_ROLE} NOSUPERUSER NOBYPASSRLS.`
      : "A pooler between Rolecall and Postgres may drop start-up options: connect to Postgres itself, or to a pooler that passes `options` on.";
  return `${found} ${remedy}`;
}
