/** A sandbox with one real worker process that can be killed and restarted. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { closeQueue } from "#lib/queue/queue.ts";
import type { Seed } from "#sandbox/seed/seed.ts";
import { type RunningSandbox, startSandbox } from "#sandbox/server.ts";
import { type Child, startChild } from "../../scripts/stack/child.ts";

export type House = {
  sandbox: RunningSandbox;
  /** Queries the database as its owner, over all workspaces. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  worker(): Child;
  /**
   * Starts the worker.
   * @returns when it was ready, by performance.now()
   */
  startWorker(): Promise<number>;
  /** SIGKILL ends it at once; SIGTERM asks it to stop. */
  endWorker(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens it, with the database of this process's environment.
 * @param env more settings for the worker
 */
export async function openHouse(seed: Seed, env: Record<string, string> = {}): Promise<House> {
  const sandbox = await startSandbox({ seed });
  Object.assign(process.env, await awsEnvironment(sandbox));
  const owner = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
  owner.on("error", () => {});
  const logDir = await mkdtemp(join(tmpdir(), "rolecall-kills-"));
  let worker: Child | undefined;
  const house: House = {
    sandbox,
    query: async (text, values) => (await owner.query(text, values)).rows,
    worker: () => worker as Child,
    async startWorker() {
      const started = await startChild({
        name: "worker",
        args: ["lib/worker/main.ts"],
        env: { ...process.env, LOG_LEVEL: "warn", ...env },
        logDir,
        ready: /worker ready/,
      });
      worker = started.child;
      return performance.now();
    },
    async endWorker(signal) {
      const { pid, exited } = house.worker();
      process.kill(pid, signal);
      await exited;
    },
    async close() {
      await worker?.stop();
      await sandbox.close();
      await Promise.all([closeQueue(0), closeDb(), closeDirect(), owner.end()]);
      await rm(logDir, { recursive: true, force: true });
    },
  };
  return house;
}

async function awsEnvironment(sandbox: RunningSandbox): Promise<Record<string, string>> {
  const answer = await fetch(new URL("/_sandbox/credentials", sandbox.url));
  const { platform } = (await answer.json()) as {
    platform: { accessKeyId: string; secretAccessKey: string };
  };
  return {
    ROLECALL_AWS: "sandbox",
    AWS_ENDPOINT_URL: sandbox.url,
    SANDBOX_URL: sandbox.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: platform.accessKeyId,
    AWS_SECRET_ACCESS_KEY: platform.secretAccessKey,
  };
}

/**
 * Polls until the result is not undefined.
 * @throws naming what did not happen
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  patienceMs = 40_000,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await sleep(40);
  }
}
