/** Notifications of changed rows: one LISTEN connection for each process, which reconnects by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { appConnection, requireApplicationRole } from "#lib/db/connection.ts";
import { log } from "#lib/log.ts";

/** The channels that the tables' triggers notify. */
const CHANNELS = ["instance_role_changed", "aws_account_changed", "access_changed"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * A notified change. `settled` is set for instance roles. On `access_changed`, `id` is that of a user or an API token.
 */
export type Change = { workspaceId: string; id: string; deleted: boolean; settled?: boolean };

export type Listener = {
  onChange(change: Change): void;
  /** Called when the connection is back; notifications in between were missed. */
  onReconnect(): Promise<void>;
};

const PING_MS = 30_000;
const LONGEST_PAUSE_MS = 5_000;

// Next gives pages, route handlers and instrumentation separate module instances.
const shared = globalThis as {
  rolecallChangeFeed?: Promise<pg.Client> | undefined;
  rolecallChangeListeners?: Map<string, Listener>;
};

/**
 * Subscribes. Resolves once every later change will be notified.
 * @throws while the database cannot be reached at the first call
 */
export async function listenForChanges(channel: Channel, listener: Listener): Promise<void> {
  // One object for each channel, shared by all module instances.
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

/** Sends queries, because a connection whose peer vanished shows that only when it is used. */
function keepAsking(client: pg.Client) {
  const timer = setInterval(() => {
    client.query({ text: "select 1", query_timeout: 5_000 } as pg.QueryConfig).catch(() => client.end());
  }, PING_MS);
  timer.unref();
  client.once("end", () => clearInterval(timer));
}
