import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { removeDataDir } from "./data-dir.ts";
import type { RunFile } from "./run-file.ts";
import { startStack } from "./stack.ts";

const PATIENCE_MS = 120_000;

test("a killed database is restarted at its address, and run.json has its new process id", {
  timeout: PATIENCE_MS,
}, async () => {
  // This test starts a stack, which must not use another one's database from the environment.
  for (const name of ["DATABASE_URL", "AWS_ENDPOINT_URL"]) delete process.env[name];
  const dataDir = join(process.cwd(), ".data", `members-test-${process.pid}`);
  const { run, stop } = await startStack({ dataDir, port: 0, parts: [], say: () => {} });
  const { databaseUrl } = run;
  const named = async () => {
    const { pids } = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as RunFile;
    return pids.postgres;
  };
  try {
    const killed = await serverPid(databaseUrl);
    expect(await named()).toBe(killed);
    process.kill(killed, "SIGKILL");
    await expect.poll(named, { timeout: PATIENCE_MS / 2 }).not.toBe(killed);
    expect(await named()).toBe(await serverPid(databaseUrl));
  } finally {
    await stop();
    await removeDataDir(dataDir);
  }
});

/** Returns the process id of the listening server, from PostgreSQL. */
async function serverPid(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid",
    );
    return rows[0].pid;
  } finally {
    await client.end();
  }
}
