import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { installQueues } from "./install.ts";
import { closeQueue, enqueue, type QueueOf } from "./queue.ts";
import { type Serving, serve } from "./serve.ts";

let serving: Serving | undefined;

afterEach(async () => {
  await serving?.stop(1_000);
  await closeQueue(0);
});

async function makeQueue(): Promise<QueueOf<{ name: string }>> {
  const queue = { name: `test-${crypto.randomUUID()}`, notify: true, heartbeatSeconds: 10 };
  await installQueues(env().DATABASE_URL, [queue]);
  return queue;
}

const send = (queue: QueueOf<{ name: string }>, name: string) =>
  db().$transaction((tx) => enqueue(tx, queue, { name }));

test("a worker with no free place waits for one and then goes on", async () => {
  const queue = await makeQueue();
  const begun: string[] = [];
  const held = Promise.withResolvers<void>();
  await send(queue, "first");
  serving = await serve(queue, { concurrency: 1, perGroup: 1 }, async ({ data }) => {
    begun.push(data.name);
    if (data.name === "first") await held.promise;
  });
  await expect.poll(() => begun).toEqual(["first"]);
  // NOTIFY and polling announce more jobs while there is no free place.
  await send(queue, "second");
  await expect.poll(() => heartbeats(queue.name), { timeout: 15_000 }).toBeGreaterThan(1);
  held.resolve();
  await expect.poll(() => begun, { timeout: 10_000 }).toEqual(["first", "second"]);
});

const seen = new Set<string>();

/** How often the held job's heartbeat was sent. */
async function heartbeats(queue: string): Promise<number> {
  const rows = await db().$queryRaw<{ at: Date }[]>`
    SELECT heartbeat_on AS at FROM pgboss.job WHERE name = ${queue} AND state = 'active'`;
  for (const { at } of rows) seen.add(at.toISOString());
  return seen.size;
}
