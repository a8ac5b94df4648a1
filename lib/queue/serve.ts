/**
 * Serves a queue: runs as many jobs in parallel as there are places, limits each group, and fetches a job when its
 * NOTIFY arrives. pg-boss's own workers each take one job and sleep; here one loop fills every free place, so that a
 * thousand waiting jobs keep all places busy and a new job takes one query.
 */
import { createHash } from "node:crypto";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import { directly } from "#lib/db/direct.ts";
import { asOneOfMany } from "#lib/give-way.ts";
import { LIVENESS } from "#lib/liveness.ts";
import { log } from "#lib/log.ts";
import { type Job, openWorkerSide, overQuery, type QueueOf } from "./queue.ts";

export type ServeOptions = Places & {
  /** How many places bulk jobs may take, so that single ones always find one. All if absent. */
  many?: Places;
};

export type Places = {
  /** Jobs in parallel in this process. */
  concurrency: number;
  /** Jobs in parallel of one group, over all processes. */
  perGroup: number;
};

export type Serving = {
  /** Fetches no more jobs, lets the running ones end within `graceMs`, then aborts them. */
  stop(graceMs: number): Promise<void>;
};

const MOST_AT_ONCE = 50;
/** The delay after which free places are filled: one query for several jobs. */
const REFILL_MS = 20;
/**
 * From the third crash on, a job is requeued after a random delay, so that jobs that only ran beside a poison job get
 * past it.
 */
const CRASHES_BEFORE_BACKOFF = 2;
/** A poison job, which has crashed this many workers, is left to pg-boss to fail. */
const MOST_CRASHES = 10;
const ABORTED_END_WITHIN_MS = 2_000;

/** Runs `work` for each job. A job that throws is retried as the queue's options say. */
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
    // Cleared in `finally` and not in the function: with no free place that ends before the assignment.
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
          // Lets the jobs just begun run first.
          if (jobs.length > 0) await new Promise((resolve) => setImmediate(resolve));
          if (jobs.length === batchSize) fetchAgain = true;
          // A batch that was not full means the lane is empty for now, so the other lane can wait.
          else if (jobs.length > 0) return fillSoon();
        }
      }
    } catch (error) {
      log.warn({ err: error, queue: queue.name }, "jobs could not be fetched");
    }
  }

  function begin(job: JobWithMetadata<Data>) {
    const controller = new AbortController();
    // After a database outage this process may requeue its own jobs.
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

  /** Completes finished jobs in batches. A job whose completion is lost is requeued, and finds its run settled. */
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
      // pg-boss's types omit that it returns the ids it touched.
      const { settled } = (await boss.touch(queue.name, jobs)) as { settled?: string[] };
      // A job that could not be touched belongs to another worker.
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

/** The channel, derived from its schema's name, on which pg-boss announces that a queue has a new job. */
const CHANNEL = `pgboss_${createHash("sha224").update("pgboss").digest("hex").slice(0, 24)}`;

async function listen(boss: PgBoss, queue: string, wake: () => void): Promise<() => Promise<void>> {
  const handle = await boss.getDb().listen?.(CHANNEL, (payload) => payload === queue && wake(), wake);
  return async () => handle?.close();
}

/**
 * Requeues jobs whose worker has died, without counting a failure.
 * @returns whether there were any
 */
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
