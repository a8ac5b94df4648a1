/** Direct connections: shared, prepared, and replaced when Postgres ends one in use. */
import pg from "pg";
import { expect, test, vi } from "vitest";
import { env } from "#lib/env.ts";
import { db } from "./client.ts";
import { directly, directlyIn, transactDirectlyIn } from "./direct.ts";
import { sql } from "./sql.ts";
import { uuid7 } from "./uuid.ts";

async function asOwner(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query(text, values);
  await client.end();
}

test("several instances of the module, as Next creates them, share the connections and prepared statements", async () => {
  expect(await directly(sql`SELECT 'first' AS said`)).toEqual([{ said: "first" }]);
  vi.resetModules();
  const other = await import("./direct.ts");
  const { sql: otherSql } = await import("./sql.ts");
  for (const said of ["second", "third"]) {
    expect(await other.directly(otherSql`SELECT ${said} AS said, 1 AS more`)).toEqual([{ said, more: 1 }]);
  }
});

test("a connection ended between two statements fails neither the process nor later statements", async () => {
  const heard = Promise.withResolvers<void>();
  const broken = transactDirectlyIn(uuid7(), async (query) => {
    const [row] = await query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await asOwner("SELECT pg_terminate_backend($1, 5000)", [row?.pid]);
    // The connection is notified before its next statement.
    setImmediate(() => setImmediate(heard.resolve));
    await heard.promise;
    await query(sql`SELECT 1`);
  });
  await expect(broken).rejects.toThrow(/terminat|not queryable/i);
  expect(await directly(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
});

test("Postgres ends the transaction of a paused process, whichever way it was begun", async () => {
  const [direct] = await directly<{ after: string }>(
    sql`SELECT current_setting('idle_in_transaction_session_timeout') AS after`,
  );
  const [prisma] = await db().$queryRaw<{ after: string }[]>`
    SELECT current_setting('idle_in_transaction_session_timeout') AS after`;
  expect([direct, prisma]).toEqual([{ after: "10s" }, { after: "10s" }]);
});

test("a failing statement throws, and its connection is used again", async () => {
  await expect(directlyIn(uuid7(), sql`SELECT 1 / 0`)).rejects.toThrow(/division by zero/);
  expect(await directlyIn(uuid7(), sql`SELECT 2 AS two`)).toEqual([{ two: 2 }]);
});

test("statements are prepared, and committed rows survive a crash of Postgres", async () => {
  const settings = sql`
    SELECT current_setting('plan_cache_mode') AS plans, current_setting('synchronous_commit') AS waits`;
  expect(await directly(settings)).toEqual([{ plans: "force_generic_plan", waits: "on" }]);
});
