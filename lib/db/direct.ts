/**
 * The short way to Postgres, for the engine: a registration writes a handful of short transactions, and what each
 * costs stands between the AWS calls. A transaction of one statement is one round trip.
 * The connections are the application's own, bound by row-level security like Prisma's.
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

/** The same door to a transaction of Prisma's. */
export function queryIn(tx: Tx): Query {
  return <Row extends object>({ text, values }: Statement) => tx.$queryRawUnsafe<Row[]>(text, ...values);
}

const shared = globalThis as { rolecallDirect?: pg.Pool | undefined };

// Statements find their rows by keys, whatever the parameters: planning some anew each time takes longer than running them.
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
    // Statements go out without waiting for the answer to the one before.
    pipeline: true,
  };
  // The pool listens to idle connections alone. One that breaks in use, between two statements, would end the process.
  return new pg.Pool(settings)
    .on("connect", (client) => client.on("error", thrownAway))
    .on("error", thrownAway);
}

/** Whoever uses the connection is told by the next statement; the pool makes another when one is needed. */
const thrownAway = () => {};

export async function closeDirect(): Promise<void> {
  const open = shared.rolecallDirect;
  shared.rolecallDirect = undefined;
  await open?.end();
}

/** One statement by itself, on tables that belong to no tenant. */
export async function directly<Row extends object>(statement: Statement): Promise<Row[]> {
  const { rows } = await pool().query<Row>(prepared(statement));
  return rows;
}

/** One statement in a transaction that sees and writes the rows of one workspace only; committed when it resolves. */
export function directlyIn<Row extends object>(workspaceId: string, statement: Statement): Promise<Row[]> {
  return onClient(async (client) => {
    const [, { rows }] = await Promise.all([
      client.query(beginIn(client, workspaceId)),
      client.query<Row>(prepared(statement)),
      // After a statement that failed, this ends the transaction all the same.
      client.query("COMMIT"),
    ]);
    return rows;
  });
}

/** Several statements in one such transaction; those that `work` does not wait for go out together. */
export function transactDirectlyIn<T>(workspaceId: string, work: (query: Query) => Promise<T>): Promise<T> {
  return onClient(async (client) => {
    try {
      const begun = client.query(beginIn(client, workspaceId));
      // The first statement goes out with it; where it fails, so does that one.
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

/** A connection on which anything went wrong that is not an answer of Postgres is not used again. */
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

/** Two statements in one message, which takes no parameters: the workspace is escaped. */
function beginIn(client: pg.PoolClient, workspaceId: string): string {
  return `BEGIN; SELECT set_config('rolecall.workspace_id', ${client.escapeLiteral(workspaceId)}, true)`;
}

/** Planned once a connection: the statements are few, and some take longer to plan than to run. */
function prepared({ text, values }: Statement): pg.QueryConfig {
  // Named by what it says: the connections are shared by all instances of this module.
  return { name: statementName({ sql: text }), text, values };
}
