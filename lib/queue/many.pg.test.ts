/** Jobs sent in bulk beside single ones: nobody waits for a thousand jobs of another workspace. */
import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { giveWay } from "#lib/give-way.ts";
import { installQueues } from "./install.ts";
import { closeQueue, enqueue, enqueueInTurns, type QueueOf } from "./queue.ts";
import { type ServeOptions, type Serving, serve } from "./serve.ts";

type Data = { name: string; tenant: string };

let serving: Serving | undefined;
const letGo = Promise.withResolvers<void>();

afterEach(async () => {
  letGo.resolve();
  await serving?.stop(1_000);
  await closeQueue(0);
});

async function makeQueue(): Promise<QueueOf<Data>> {
  const queue = { name: `test-${crypto.randomUUID()}`, notify: true, heartbeatSeconds: 10 };
  await installQueues(env().DATABASE_URL, [queue]);
  return queue;
}

const sendMany = (queue: QueueOf<Data>, tenant: string, count: number, groupId = "account") => {
  const jobs = Array.from({ length: count }, (_, at) => ({
    data: { name: `${tenant} ${at}`, tenant },
    groupId,
  }));
  return db().$transaction((tx) => enqueueInTurns(tx, queue, jobs, { key: "tenant", value: tenant }));
};

const sendOne = (queue: QueueOf<Data>, groupId: string) =>
  db().$transaction((tx) => enqueue(tx, queue, { name: "single", tenant: "other" }, { groupId }));

/**
 * Serves jobs that do not end, so that they keep their places.
 * @returns the names of the jobs that began
 */
async function begin(queue: QueueOf<Data>, options: ServeOptions): Promise<string[]> {
  const begun: string[] = [];
  serving = await serve(queue, options, async ({ data, signal }) => {
    begun.push(data.name);
    const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve));
    await Promise.race([letGo.promise, aborted]);
  });
  return begun;
}

test("bulk jobs leave places for a single job, in the same account and in another", async () => {
  const queue = await makeQueue();
  await sendMany(queue, "tenant", 20);
  const many = { concurrency: 6, perGroup: 3 };
  const begun = await begin(queue, { concurrency: 8, perGroup: 4, many });
  await expect.poll(() => begun.length).toBe(3);
  await sendOne(queue, "account");
  await expect.poll(() => begun.at(-1)).toBe("single");
  await sendOne(queue, "another account");
  await expect.poll(() => begun.length).toBe(5);
});

test("a second tenant's bulk jobs are served beside the first's", async () => {
  const queue = await makeQueue();
  await sendMany(queue, "first", 100);
  await sendMany(queue, "second", 100, "another account");
  const many = { concurrency: 8, perGroup: 100 };
  const begun: string[] = [];
  serving = await serve(queue, { concurrency: 8, perGroup: 100, many }, async ({ data }) => {
    begun.push(data.tenant);
  });
  await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(200);
  const half = begun.slice(0, 100).filter((tenant) => tenant === "first").length;
  expect(half).toBeGreaterThan(30);
  expect(half).toBeLessThan(70);
});

test("of jobs running in parallel, bulk jobs yield and single jobs do not", async () => {
  const queue = await makeQueue();
  await sendMany(queue, "tenant", 3);
  await sendOne(queue, "account");
  const gaveWay: Record<string, boolean> = {};
  serving = await serve(queue, { concurrency: 8, perGroup: 8 }, async ({ data }) => {
    const gives = giveWay();
    await gives;
    gaveWay[data.name] = gives !== undefined;
  });
  await expect.poll(() => Object.keys(gaveWay).length).toBe(4);
  expect(gaveWay).toEqual({ "tenant 0": true, "tenant 1": true, "tenant 2": true, single: false });
});
