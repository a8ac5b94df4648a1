/** The worker process: killed, stopped, orphaned. Uses a database of its own, so that it works nobody else's jobs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import {
  connectedTo,
  heldBy,
  holds,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../e2e/support/engine.ts";
import { removeDataDir } from "../../scripts/stack/data-dir.ts";
import { migrate } from "../../scripts/stack/migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "../../scripts/stack/postgres.ts";

const ACME = "418295702613";

let dataDir: string;
let postgres: EmbeddedPostgres;
let sandbox: RunningSandbox;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rolecall-worker-"));
  postgres = await startPostgres(dataDir, () => {});
  process.env.DATABASE_URL = postgres.url;
  await migrate(postgres.url);
  sandbox = await ownSandbox();
});
beforeEach(() => sandbox.faults.reset());
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await sandbox.close();
  await db().$disconnect();
  await postgres.stop();
  await removeDataDir(dataDir);
});

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ["lib/worker/main.ts"], {
    env: { ...process.env, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  workers.add(worker);
  let said = "";
  worker.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await expect.poll(() => said, { timeout: 20_000 }).toBe("worker ready\n");
  return worker;
}

async function end(worker: ChildProcess, how: () => void): Promise<number | null> {
  const exited = once(worker, "exit") as Promise<[number | null]>;
  how();
  return (await exited)[0];
}

const paused = () => expect.poll(() => sandbox.faults.paused().length, { timeout: 10_000 }).toBe(1);
const settles = (job: Parameters<typeof stored>[0]) =>
  expect.poll(async () => (await stored(job))?.status, { timeout: 30_000 });

test("after a worker is killed during a registration, the next one finishes it with nothing double", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const before = await heldBy(sandbox, ACME);
  const killed = await startWorker();
  sandbox.faults.set({ pauseAt: [{ action: "AddRoleToInstanceProfile", when: "after", times: 1 }] });
  const job = await register(ctx, arn);
  await paused();
  await end(killed, () => killed.kill("SIGKILL"));
  const worker = await startWorker();
  await settles(job).toBe("ACTIVE");
  expect(await holds(job)).toHaveLength(6);
  expect((await heldBy(sandbox, ACME)).instanceProfiles).toHaveLength(before.instanceProfiles.length + 1);
  await remove(ctx, job.instanceRoleId);
  await settles(job).toBeUndefined();
  expect(await heldBy(sandbox, ACME)).toEqual(before);
  await end(worker, () => worker.kill("SIGTERM"));
});

test("a worker that is asked to stop exits cleanly, and the next one finishes its runs", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const worker = await startWorker();
  sandbox.faults.set({ pauseAt: [{ action: "GetRole", times: 1 }] });
  const job = await register(ctx, await makeRole(ACME));
  await paused();
  const stopping = end(worker, () => worker.kill("SIGTERM"));
  expect(await stopping).toBe(0);
  sandbox.faults.reset();
  const next = await startWorker();
  await settles(job).toBe("ACTIVE");
  await end(next, () => next.kill("SIGTERM"));
});

test("a worker exits when the process that started it has ended", async () => {
  const worker = await startWorker();
  expect(await end(worker, () => worker.disconnect())).toBe(0);
});

test("a run without a job gets a new one", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, await makeRole(ACME));
  await db().$executeRaw`delete from pgboss.job where data ->> 'registrationId' = ${job.registrationId}`;
  const worker = await startWorker();
  await settles(job).toBe("ACTIVE");
  await end(worker, () => worker.kill("SIGTERM"));
});
