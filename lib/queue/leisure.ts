/**
 * How many jobs of many may run side by side: as many as leave this process time for single ones. An event loop that
 * is busy all the time makes everybody wait, and nobody is served sooner for it.
 */
import { performance } from "node:perf_hooks";

const EVERY_MS = 100;
/** One moment says little: jobs that began together are busy together. */
const LOOKS = 4;
/** Shares of the time in which the event loop is at work. */
const BUSY = 0.94;
const QUIET = 0.88;
const LEAST = 8;

export type Leisure = { limit(): number; stop(): void };

/** @param running how many of them run now; only a limit that is reached is raised */
export function watchLeisure(most: number, running: () => number): Leisure {
  let limit = Math.min(LEAST, most);
  const looks = [performance.eventLoopUtilization()];
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, looks[0]);
    looks.push(now);
    if (looks.length > LOOKS) looks.shift();
    limit = nextLimit(limit, { most, running: running(), utilization });
  }, EVERY_MS);
  return { limit: () => limit, stop: () => clearInterval(timer) };
}

type Seen = { most: number; running: number; utilization: number };

export function nextLimit(limit: number, { most, running, utilization }: Seen): number {
  const least = Math.min(LEAST, most);
  if (utilization > BUSY) return Math.max(least, Math.floor(limit * 0.9));
  if (utilization < QUIET && running >= limit) return Math.min(most, limit + 1);
  return limit;
}
