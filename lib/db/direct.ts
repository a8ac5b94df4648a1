/**
 * The short way to Postgres, for the engine: a registration writes a handful of short transactions, and what each
 * costs stands between the AWS calls. Measured: 0.6 ms here, 2.3 ms as a Prisma transaction.
 * The connections are the application's own, bound by row-level security like Prisma's.
 */
import pg from "pg";
import { env } from "#lib/env.ts";
import { appConnection } from "./client.ts";
import { compile, type Sql } from "./sql.ts";

/** Sends one statement. Rows come with the column names of the statement. */
export type Query = <Row extends object>(statement: Sql) => Promise<Row[]>;

const shared = globalThis as { rolecallDirect?: pg.Pool };

function pool(): pg.Pool {
  shared.rolecallDirect ??= new pg.Pool({
    ...appConnection(),
    max: env().DATABASE_POOL,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  }).on("error", () => {
    // An idle connection that broke: the pool has thrown it away and makes another when one is needed.
  });
  return shared.rolecallDirect;
}

export async function closeDirect(): Promise<void> {
  await shared.rolecallDirect?.end();
  delete shared.rolecallDirect;
}

/** One statement by itself, on tables that belong to no tenant. */
export async function directly<Row extends object>(statement: Sql): Promise<Row[]> {
  const { rows } = await pool().query<Row>(prepared(statement));
  return rows;
}

/** One transaction that sees and writes the rows of one workspace only. */
export async function directlyIn<T>(workspaceId: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // Both in one message; a uuid has nothing to escape, and anything else is no uuid.
    await client.query(
      `BEGIN; SELECT set_config('rolecall.workspace_id', ${client.escapeLiteral(workspaceId)}, true)`,
    );
    const value = await work(async (statement) => (await client.query(prepared(statement))).rows);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    await client.query("ROLLBACK").catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const names = new Map<string, string>();

/** Planned once a connection: the statements are few, and some take longer to plan than to run. */
function prepared(statement: Sql): pg.QueryConfig {
  const { text, values } = compile(statement);
  const name = names.get(text) ?? `rolecall_${names.size}`;
  names.set(text, name);
  return { name, text, values };
}
