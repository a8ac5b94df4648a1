/**
 * Wraps pg-boss. Jobs are rows in the same Postgres: a job is sent in the transaction of the change it is for, and a
 * killed worker's job is requeued when its heartbeat stops.
 */
import { fromPrisma, PgBoss, type Queue } from "pg-boss";
import type { Tx } from "#lib/db/client.ts";
import { appConnection } from "#lib/db/connection.ts";
import type { Query } from "#lib/db/direct.ts";
import { log } from "#lib/log.ts";
import { type Tenant, turnsOf } from "./turns-store.ts";

/** A queue and the shape of its jobs' data. */
export type QueueOf<Data extends object> = Omit<Queue, "name"> & { name: string; data?: Data };

/**
 * One attempt at a job. `isLastAttempt`: it is not retried after a throw. `isOneOfMany`: it was sent by
 * `enqueueInTurns`.
 */
export type Job<Data> = {
  id: string;
  data: Data;
  attempt: number;
  isLastAttempt: boolean;
  isOneOfMany?: boolean;
  signal: AbortSignal;
};

const shared = globalThis as { rolecallBoss?: Promise<PgBoss>; rolecallWorkerBoss?: Promise<PgBoss> };

/** Sends a job within the caller's transaction: the job exists if and only if it commits. */
export async function enqueue<Data extends object>(
  tx: Tx,
  queue: QueueOf<Data>,
  data: Data,
  options: { groupId?: string; startAfterSeconds?: number } = {},
): Promise<void> {
  const boss = await sender();
  await boss.send(queue.name, data, {
    db: fromPrisma(tx),
    ...(options.groupId && { group: { id: options.groupId } }),
    ...(options.startAfterSeconds && { startAfter: options.startAfterSeconds }),
  });
}

/** Lets pg-boss use our Postgres connections, whose statements are prepared. */
export const overQuery = (query: Query) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({ rows: await query({ text, values }) }),
});

/**
 * Sends many jobs within the caller's transaction, in one statement.
 * @param tenant their owner: they have lower priority than single jobs and are served round-robin across tenants; null:
 * they are served like single jobs
 */
export async function enqueueInTurns<Data extends object>(
  tx: Tx,
  queue: QueueOf<Data>,
  jobs: { data: Data; groupId: string }[],
  tenant: Tenant | null,
): Promise<void> {
  const boss = await sender();
  const turns = tenant && (await turnsOf(tx, queue.name, tenant, jobs.length));
  const inserts = jobs.map(({ data, groupId }, index) => ({
    data,
    group: { id: groupId },
    priority: turns?.[index] ?? 0,
  }));
  await boss.insert(queue.name, inserts, { db: fromPrisma(tx) });
}

/** Opens the sending side before the first request. */
export async function sender(): Promise<PgBoss> {
  shared.rolecallBoss ??= open({ supervise: false, schedule: false, max: 2 });
  return shared.rolecallBoss;
}

/** Opens the working side, once for all queues; it also requeues jobs whose worker died. */
export function openWorkerSide(): Promise<PgBoss> {
  shared.rolecallWorkerBoss ??= open({
    supervise: true,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    max: 10,
  });
  shared.rolecallBoss = shared.rolecallWorkerBoss;
  return shared.rolecallBoss;
}

/** Closes this process's side; running jobs have `timeoutMs` to settle. */
export async function closeQueue(timeoutMs = 5_000): Promise<void> {
  const boss = await shared.rolecallBoss;
  delete shared.rolecallBoss;
  delete shared.rolecallWorkerBoss;
  await boss?.stop({ graceful: timeoutMs > 0, timeout: timeoutMs });
}

async function open(options: ConstructorParameters<typeof PgBoss>[0] & object): Promise<PgBoss> {
  const boss = new PgBoss({
    ...appConnection(),
    migrate: false,
    createSchema: false,
    reindex: false,
    ...options,
  });
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  boss.on("warning", (warning) => log.warn({ warning }, "queue"));
  return boss.start();
}
