/** A database for one test on the shared server, so that no other process serves its queue. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrate } from "../../scripts/stack/migrate.ts";

/**
 * Creates and migrates it, and sets this process's environment; call it before the first query.
 * @returns its URL
 */
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
