/** What Postgres tells of changed instance roles: one LISTEN connection a process, which comes back by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { appConnection } from "#lib/db/client.ts";
import { log } from "#lib/log.ts";

/** As the trigger on instance_role sends it. */
export type Change = { workspaceId: string; id: string; deleted: boolean; settled: boolean };

type Listener = {
  onChange(change: Change): void;
  /** The connection is back; what changed meanwhile was not heard. */
  onReconnect(): Promise<void>;
};

const PING_MS = 30_000;
const LONGEST_PAUSE_MS = 5_000;

// Next gives pages, route handlers and instrumentation separate module instances.
const shared = globalThis as { rolecallChangeFeed?: Promise<pg.Client> | undefined };

/** Resolves once every later change will be heard. @throws while the database cannot be reached at the first time */
export async function listenForChanges(listener: Listener): Promise<void> {
  shared.rolecallChangeFeed ??= connect(listener).catch((error) => {
    shared.rolecallChangeFeed = undefined;
    throw error;
  });
  await shared.rolecallChangeFeed;
}

async function connect(listener: Listener): Promise<pg.Client> {
  const client = new pg.Client({ ...appConnection(), keepAlive: true, connectionTimeoutMillis: 5_000 });
  let isOpen = false;
  client.on("notification", ({ payload }) => listener.onChange(JSON.parse(payload ?? "{}") as Change));
  client.on("error", (error) => log.warn({ err: error }, "change feed"));
  client.once("end", () => {
    if (isOpen) shared.rolecallChangeFeed = reconnect(listener);
  });
  await client.connect();
  await client.query("listen instance_role_changed");
  isOpen = true;
  keepAsking(client);
  return client;
}

async function reconnect(listener: Listener): Promise<pg.Client> {
  for (let pause = 100; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      const client = await connect(listener);
      void listener.onReconnect();
      return client;
    } catch {
      await sleep(pause);
    }
  }
}

/** A connection whose other end vanished without a word shows it only when it is used. */
function keepAsking(client: pg.Client) {
  const timer = setInterval(() => {
    client.query({ text: "select 1", query_timeout: 5_000 } as pg.QueryConfig).catch(() => client.end());
  }, PING_MS);
  timer.unref();
  client.once("end", () => clearInterval(timer));
}
