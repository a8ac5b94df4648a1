/**
 * Serving a queue: as many jobs side by side as there is room for, no more of one group than it may take, each
 * picked up when its NOTIFY arrives. pg-boss's own workers each take one job and sleep; here one loop fills
 * every free place, so that a thousand waiting jobs keep all places busy and one new job asks one question.
 */
import { createHash } from "node:crypto";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import { directly } from "#lib/db/direct.ts";
import { asOneOfMany } from "#lib/give-way.ts";
import { LIVENESS } from "#lib/liveness.ts";
import { log } from "#lib/log.ts";
import { type Job, openWorkerSide, overQuery, type QueueOf } from "./queue.ts";

export type ServeOptions = Places & {
  /** Of these, how many jobs that were sent as many may take: single ones always find a place. All, if not said. */
  many?: Places;
};

export type Places = {
  /** Jobs side by side in this process. */
  concurrency: number;
  /** Of one group, over all processes. */
  perGroup: number;
};

export type Serving = {
  /** Takes no more jobs, lets the running ones end within `graceMs`, then aborts them. */
  stop(graceMs: number): Promise<void>;
};

const MOST_AT_ONCE = 50;
/** Places that become free are filled together: one question for several jobs, and not while the end of one is told. */
const REFILL_MS = 20;
/** From the third crash on, a job comes back after a random pause: the jobs that only died beside it get by meanwhile. */
const CRASHES_BEFORE_BACKOFF = 2;
/** A poison job, in whose hands so many workers died, is pg-boss's to fail. */
const MOST_CRASHES = 10;
const ABORTED_END_WITHIN_MS = 2_000;

/** Jobs throw to be tried again; the queue's own settings say how often and how soon. */
export async function serve<Data extends object>(
  queue: QueueOf<Data>,
  { concurrency, perGroup, many = { concurrency, perGroup } }: ServeOptions,
  work: (job: Job<Data>) => Promise<void>,
): Promise<Serving> {
  const boss = await openWorkerSide();
  const db = overQuery((statement) => directly(statement));
  const running = new Map<string, Running<Data>>();
  const ofMany = () => [...running.values()].filter(({ job }) => isOneOfMany(job)).length;
  const lanes = [
    { minPriority: 0, groupConcurrency: perGroup, room: () => concurrency - running.size },
    {
      maxPriority: -1,
      groupConcurrency: many.perGroup,
      room: () => Math.min(many.concurrency - ofMany(), concurrency - running.size),
    },
  ];
  const stopping = new AbortController();
  let fetching: Promise<void> | undefined;
  let fetchAgain = false;
  let filling: NodeJS.Timeout | undefined;
  const finished: JobWithMetadata<Data>[] = [];
  let completing: Promise<void> | undefined;

  function fill() {
    fetchAgain = true;
    // Cleared from outside: with no room it ends before its promise is even assigned.
    fetching ??= fetchWhileThereIsRoom().finally(() => {
      fetching = undefined;
      if (fetchAgain && !stopping.signal.aborted) fill();
    });
  }

  function fillSoon() {
    filling ??= setTimeout(() => {
      filling = undefined;
      fill();
    }, REFILL_MS);
  }

  async function fetchWhileThereIsRoom() {
    try {
      while (fetchAgain && !stopping.signal.aborted) {
        fetchAgain = false;
        for (const { room, ...lane } of lanes) {
          const batchSize = Math.min(room(), MOST_AT_ONCE);
          if (batchSize <= 0) continue;
          const options = { ...lane, batchSize, includeMetadata: true, db } as const;
          const jobs = (await boss.fetch<Data>(queue.name, options)) as JobWithMetadata<Data>[];
          for (const job of jobs) begin(job);
          // What has just begun goes first.
          if (jobs.length > 0) await new Promise((resolve) => setImmediate(resolve));
          if (jobs.length === batchSize) fetchAgain = true;
          // Nor do the many have to be asked about at this moment.
          else if (jobs.length > 0) return fillSoon();
        }
      }
    } catch (error) {
      log.warn({ err: error, queue: queue.name }, "jobs could not be fetched");
    }
  }

  function begin(job: JobWithMetadata<Data>) {
    const controller = new AbortController();
    // After a silence (the database was away) this process may be the one that takes its own job up again.
    running.get(job.id)?.controller.abort();
    const ended = run(job, controller.signal).finally(() => {
      if (running.get(job.id)?.controller === controller) {
        running.delete(job.id);
      }
      fillSoon();
    });
    running.set(job.id, { job, controller, ended });
  }

  async function run(job: JobWithMetadata<Data>, signal: AbortSignal) {
    const { id, data, retryCount, retryLimit } = job;
    try {
      const attempt = { id, data, attempt: retryCount + 1, isLastAttempt: retryCount >= retryLimit, signal };
      if (!isOneOfMany(job)) await work(attempt);
      else await asOneOfMany(() => work({ ...attempt, isOneOfMany: true }));
      finished.push(job);
      await (completing ??= complete());
    } catch (error) {
      log.warn({ err: error, job: id, attempt: retryCount + 1 }, "a job failed");
      await boss.fail(queue.name, [job], { message: (error as Error).name }).catch(logLost);
    }
  }

  /** Jobs that end together are completed together. A job whose completion is lost comes back, and finds its work done. */
  async function complete() {
    await new Promise((resolve) => setImmediate(resolve));
    const batch = finished.splice(0);
    completing = undefined;
    await boss.complete(queue.name, batch, null, { db }).catch(logLost);
  }

  const logLost = (error: unknown) => log.warn({ err: error }, "the queue was not told that a job ended");

  async function keepAlive() {
    const held = [...running.values()];
    if (held.length > 0) {
      const jobs = held.map(({ job }) => job);
      // Its types leave out that it answers the ids it touched.
      const { settled } = (await boss.touch(queue.name, jobs)) as { settled?: string[] };
      // A job that could not be touched is another worker's by now.
      for (const { job, controller } of held) if (settled && !settled.includes(job.id)) controller.abort();
    }
    if (await requeueOrphanedJobs(boss, queue.name)) fill();
  }

  const stopListening = await listen(boss, queue.name, fill);
  const polling = setInterval(fill, LIVENESS.fetchMs);
  const logUntouched = (error: unknown) => log.warn({ err: error }, "jobs could not be kept alive");
  const beat = () => keepAlive().catch(logUntouched);
  const beating = setInterval(beat, LIVENESS.heartbeatMs);
  void beat();
  fill();

  return {
    async stop(graceMs) {
      stopping.abort();
      clearInterval(polling);
      clearTimeout(filling);
      await stopListening();
      await fetching;
      await within(graceMs, endOf(running));
      for (const { controller } of running.values()) controller.abort();
      await within(ABORTED_END_WITHIN_MS, endOf(running));
      clearInterval(beating);
    },
  };
}

const isOneOfMany = ({ priority }: JobWithMetadata<unknown>) => priority < 0;

type Running<Data> = { job: JobWithMetadata<Data>; controller: AbortController; ended: Promise<void> };

const endOf = <Data>(running: Map<string, Running<Data>>) =>
  Promise.all([...running.values()].map(({ ended }) => ended));

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, work]);
  clearTimeout(timer);
}

/** pg-boss tells on this channel, derived from its schema's name, that a queue has a new job. */
const CHANNEL = `pgboss_${createHash("sha224").update("pgboss").digest("hex").slice(0, 24)}`;

async function listen(boss: PgBoss, queue: string, wake: () => void): Promise<() => Promise<void>> {
  const handle = await boss.getDb().listen?.(CHANNEL, (payload) => payload === queue && wake(), wake);
  return async () => handle?.close();
}

/** Puts jobs whose worker has died back into the queue, not as failed. @returns whether there were any */
async function requeueOrphanedJobs(boss: PgBoss, queue: string): Promise<boolean> {
  const { rows } = await boss.getDb().executeSql(
    `UPDATE pgboss.job j SET state = 'retry', heartbeat_on = NULL,
       start_after = now() + CASE WHEN retry_count < $4 THEN 0 ELSE random() * retry_count END * interval '1 second'
     WHERE name = $1 AND state = 'active' AND retry_count < $2
       AND heartbeat_on < now() - make_interval(secs => $3)
     RETURNING id`,
    [queue, MOST_CRASHES, LIVENESS.orphanedAfterMs / 1_000, CRASHES_BEFORE_BACKOFF],
  );
  if (rows.length > 0) log.warn({ jobs: rows.length }, "a worker has died; its jobs are taken up");
  return rows.length > 0;
}
