/**
 * By what the others know that a worker has died: for each job in hand it holds an advisory lock on one connection
 * of its own, and the kernel closes that when the process is killed. A lock that is missing is no proof (the
 * connection may have broken, or run through a pooler), so it only shortens the silence that counts as death.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { appConnection, requireApplicationRole } from "#lib/db/connection.ts";
import { log } from "#lib/log.ts";

/** A lock is counted: said twice in one breath, as when the connection comes back, it is taken once all the same. */
type Said = { verb: "pg_try_advisory_lock" | "pg_advisory_unlock"; ids: Set<string> };

export type Lifeline = {
  hold(jobId: string): void;
  letGo(jobId: string): void;
  close(): Promise<void>;
};

/** The first half of each lock's key, and the second as SQL: of the job's id, a uuid. */
const CLASS = 1_382_178_156;
const keyOf = (id: string) => `hashtext(${id}::uuid::text)`;

/** SQL: whether somebody holds the job whose id is `column`. */
export const isHeld = (column: string) => `EXISTS (
  SELECT 1 FROM pg_locks
  WHERE locktype = 'advisory' AND classid = ${CLASS} AND objid = (${keyOf(column)}::bigint & 4294967295)::oid
    AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

const AGAIN_AFTER_MS = 500;
const A_MOMENT_MS = 20;

/** It connects by itself, now and whenever the connection breaks. */
export function openLifeline(): Lifeline {
  const held = new Set<string>();
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let said: Promise<unknown> = Promise.resolve();
  const unsaid: Said[] = [];
  const ended = stayConnected();

  async function stayConnected() {
    while (!closing.signal.aborted) {
      const opening = new pg.Client({
        ...appConnection(),
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
      });
      const end = new Promise<void>((resolve) => opening.once("end", () => resolve()));
      opening.on("error", (error) => log.warn({ err: error }, "lifeline"));
      try {
        await opening.connect();
        await requireApplicationRole(opening);
        client = opening;
        for (const id of held) say("pg_try_advisory_lock", id);
        if (closing.signal.aborted) await opening.end();
        await end;
      } catch (error) {
        log.warn({ err: error }, "lifeline");
      }
      client = undefined;
      await sleep(AGAIN_AFTER_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  /**
   * One after the other, and nobody waits for it: until it is done, the heartbeat alone speaks for the job. What comes
   * within a moment goes together.
   */
  function say(verb: Said["verb"], id: string) {
    const last = unsaid.at(-1);
    if (last?.verb === verb) return void last.ids.add(id);
    const saying: Said = { verb, ids: new Set([id]) };
    unsaid.push(saying);
    said = Promise.all([said, sleep(A_MOMENT_MS)]).then(() => {
      unsaid.splice(unsaid.indexOf(saying), 1);
      const text = `SELECT ${verb}(${CLASS}, ${keyOf("id")}) FROM unnest($1::uuid[]) AS id`;
      return client?.query({ name: verb, text, values: [[...saying.ids]] }).catch(() => {});
    });
  }

  return {
    hold(id) {
      held.add(id);
      say("pg_try_advisory_lock", id);
    },
    letGo(id) {
      held.delete(id);
      say("pg_advisory_unlock", id);
    },
    async close() {
      closing.abort();
      await client?.end().catch(() => {});
      await ended;
    },
  };
}
