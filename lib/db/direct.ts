/**
 * Direct access to Postgres with few round trips, for registrations: they write several short transactions, whose time
 * adds to that of the AWS calls. A transaction of one statement takes one round trip. Row-level security binds these
 * connections like Prisma's.
 */
import pg from "pg";
import { env } from "#lib/env.ts";
import type { Tx } from "./client.ts";
import { appConnection } from "./connection.ts";
import type { Sql } from "./sql.ts";
import { statementName } from "./statement-names.ts";

/** A statement: text with $1, $2 … and its values. */
export type Statement = Pick<Sql, "text" | "values">;

/** Sends one statement. Rows come with the column names of the statement. */
export type Query = <Row extends object>(statement: Statement) => Promise<Row[]>;

/** Runs statements in a transaction of Prisma's. */
export function queryIn(tx: Tx): Query {
  return <Row extends object>({ text, values }: Statement) => tx.$queryRawUnsafe<Row[]>(text, ...values);
}

const shared = globalThis as { rolecallDirect?: pg.Pool | undefined };

// Statements find rows by keys whatever the parameters, and planning some each time takes longer than running them.
const BY_KEYS = "-c plan_cache_mode=force_generic_plan";

function pool(): pg.Pool {
  shared.rolecallDirect ??= newPool();
  return shared.rolecallDirect;
}

function newPool(): pg.Pool {
  const connection = appConnection();
  const settings: pg.PoolConfig & { pipeline: boolean } = {
    ...connection,
    options: `${connection.options} ${BY_KEYS}`,
    max: env().DATABASE_POOL,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    // Pipelining: statements are sent without waiting for earlier results.
    pipeline: true,
  };
  // The pool handles errors of idle connections only; one that breaks between two statements would end the process.
  return new pg.Pool(settings)
    .on("connect", (client) => client.on("error", thrownAway))
    .on("error", thrownAway);
}

/** Ignores the error: the next statement on the connection fails with it, and the pool opens another. */
const thrownAway = () => {};

export async function closeDirect(): Promise<void> {
  const open = shared.rolecallDirect;
  shared.rolecallDirect = undefined;
  await open?.end();
}

/** Runs one statement by itself, on tables that belong to no tenant. */
export async function directly<Row extends object>(statement: Statement): Promise<Row[]> {
  const { rows } = await pool().query<Row>(prepared(statement));
  return rows;
}

/** Runs one statement in a transaction that sees and writes the rows of one workspace only. */
export function directlyIn<Row extends object>(workspaceId: string, statement: Statement): Promise<Row[]> {
  return onClient(async (client) => {
    const [, { rows }] = await Promise.all([
      client.query(beginIn(client, workspaceId)),
      client.query<Row>(prepared(statement)),
      // Ends the transaction also after a failed statement.
      client.query("COMMIT"),
    ]);
    return rows;
  });
}

/** Runs several statements in one such transaction; those that `work` does not await are sent together. */
export function transactDirectlyIn<T>(workspaceId: string, work: (query: Query) => Promise<T>): Promise<T> {
  return onClient(async (client) => {
    try {
      const begun = client.query(beginIn(client, workspaceId));
      // Pipelined with the first statement, which fails if this does.
      begun.catch(() => {});
      const value = await work(async (statement) => (await client.query(prepared(statement))).rows);
      await begun;
      await client.query("COMMIT");
      return value;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
}

/** Closes a connection after any error that is not an answer of Postgres. */
async function onClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    const value = await work(client);
    client.release();
    return value;
  } catch (error) {
    client.release(!(error instanceof pg.DatabaseError));
    throw error;
  }
}

/**
 * Begins a transaction and enters a workspace in one message, which takes no parameters: the workspace id is escaped.
 */
function beginIn(client: pg.PoolClient, workspaceId: string): string {
  return `BEGIN; SELECT set_config('rolecall.workspace_id', ${client.escapeLiteral(workspaceId)}, true)`;
}

/** Prepares statements once for each connection: they are few, and some take longer to plan than to run. */
function prepared({ text, values }: Statement): pg.QueryConfig {
  // Named by their text, because all instances of this module share the connections.
  return { name: statementName({ sql: text }), text, values };
}
