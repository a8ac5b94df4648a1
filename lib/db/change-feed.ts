/** What Postgres tells of changed rows: one LISTEN connection a process, which comes back by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { appConnection, requireApplicationRole } from "#lib/db/connection.ts";
import { log } from "#lib/log.ts";

/** As the triggers of the tables send it. */
const CHANNELS = ["instance_role_changed", "aws_account_changed", "access_changed"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `settled`: of an instance role. Of `access_changed` there is only the id, of a user or an API token. */
export type Change = { workspaceId: string; id: string; deleted: boolean; settled?: boolean };

export type Listener = {
  onChange(change: Change): void;
  /** The connection is back; what changed meanwhile was not heard. */
  onReconnect(): Promise<void>;
};

const PING_MS = 30_000;
const LONGEST_PAUSE_MS = 5_000;

// Next gives pages, route handlers and instrumentation separate module instances.
const shared = globalThis as {
  rolecallChangeFeed?: Promise<pg.Client> | undefined;
  rolecallChangeListeners?: Map<string, Listener>;
};

/** Resolves once every later change will be heard. @throws while the database cannot be reached at the first time */
export async function listenForChanges(channel: Channel, listener: Listener): Promise<void> {
  // One a channel: the first module instance that follows listens for the others too.
  if (!listeners().has(channel)) listeners().set(channel, listener);
  shared.rolecallChangeFeed ??= connect().catch((error) => {
    shared.rolecallChangeFeed = undefined;
    throw error;
  });
  await shared.rolecallChangeFeed;
}

function listeners(): Map<string, Listener> {
  shared.rolecallChangeListeners ??= new Map();
  return shared.rolecallChangeListeners;
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ ...appConnection(), keepAlive: true, connectionTimeoutMillis: 5_000 });
  let isOpen = false;
  client.on("notification", ({ channel, payload }) =>
    listeners()
      .get(channel)
      ?.onChange(JSON.parse(payload ?? "{}") as Change),
  );
  client.on("error", (error) => log.warn({ err: error }, "change feed"));
  client.once("end", () => {
    if (isOpen) shared.rolecallChangeFeed = reconnect();
  });
  await client.connect();
  await requireApplicationRole(client);
  for (const channel of CHANNELS) await client.query(`listen ${channel}`);
  isOpen = true;
  keepAsking(client);
  return client;
}

async function reconnect(): Promise<pg.Client> {
  for (let pause = 100; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      const client = await connect();
      for (const { onReconnect } of listeners().values()) void onReconnect();
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
