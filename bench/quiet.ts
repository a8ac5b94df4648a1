/** Waits until the background work of a start has ended, before measuring. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const PATIENCE_MS = 120_000;

/** Waits for the first check of every connected account, which begins when a worker starts. */
export async function accountsChecked(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(250)) {
      const { rows } = await client.query<{ open: number }>(
        "select count(*)::int as open from aws_account where checked_at is null or check_id is not null",
      );
      if (rows[0]?.open === 0) return;
    }
    throw new Error("The first checks of the connected accounts do not end");
  } finally {
    await client.end();
  }
}
