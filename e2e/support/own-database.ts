/** A database of a test's own, on the server the tests were given: its queue is served by nobody else. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrate } from "../../scripts/stack/migrate.ts";

/** Makes and migrates it, and points this process at it; to be called before the first query. @returns its URL */
export async function ownDatabase(): Promise<string> {
  const server = process.env.DATABASE_URL as string;
  const name = `own_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href);
  process.env.DATABASE_URL = url.href;
  return url.href;
}
