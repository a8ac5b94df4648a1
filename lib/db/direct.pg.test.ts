/** What becomes of a connection that Postgres ends while it is in use. */
import pg from "pg";
import { expect, test } from "vitest";
import { env } from "#lib/env.ts";
import { directly, transactDirectlyIn } from "./direct.ts";
import { sql } from "./sql.ts";
import { uuid7 } from "./uuid.ts";

async function asOwner(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query(text, values);
  await client.end();
}

test("one that is ended between two statements ends neither the process nor what comes next", async () => {
  const heard = Promise.withResolvers<void>();
  const broken = transactDirectlyIn(uuid7(), async (query) => {
    const [row] = await query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await asOwner("SELECT pg_terminate_backend($1, 5000)", [row?.pid]);
    // The connection hears of it before it is asked again.
    setImmediate(() => setImmediate(heard.resolve));
    await heard.promise;
    await query(sql`SELECT 1`);
  });
  await expect(broken).rejects.toThrow(/terminat|not queryable/i);
  expect(await directly(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
});
