/** A Postgres for one test that can be stopped and restarted. */
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { migrate } from "../../scripts/stack/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "../../scripts/stack/postgres.ts";

const run = promisify(execFile);

export type OwnPostgres = {
  /** Stops it, closing every connection, and restarts it at the same address after the time. */
  goneFor(ms: number): Promise<void>;
  /** Keeps connections open without answering. */
  frozenFor(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** Starts and migrates it, and sets this process's environment; call it before the first query. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), "rolecall-outage-"));
  let postgres: EmbeddedPostgres = await startPostgres(dataDir, () => {});
  await migrate(postgres.url);
  process.env.DATABASE_URL = postgres.url;
  const port = Number(new URL(postgres.url).port);
  return {
    async goneFor(ms) {
      await postgres.stop();
      await sleep(ms);
      postgres = await startPostgres(dataDir, () => {}, port);
    },
    async frozenFor(ms) {
      const pids = await processesOf(postgres);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      await sleep(ms);
      for (const pid of pids) process.kill(pid, "SIGCONT");
    },
    async close() {
      await postgres.stop();
      await removeDataDir(dataDir);
    },
  };
}

async function processesOf({ pid }: EmbeddedPostgres): Promise<number[]> {
  const { stdout } = await run("ps", ["-o", "pid=", "--ppid", String(pid)]);
  return [pid, ...stdout.split("\n").filter(Boolean).map(Number)];
}
