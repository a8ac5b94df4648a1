import { expect, test } from "vitest";
import { LIVENESS, LONGEST_TO_RECOVER_MS } from "#lib/liveness.ts";
import { registrationQueue } from "../job.ts";

const clocks = LIVENESS as Record<keyof typeof LIVENESS, number>;

test("an attempt stops counting the lease as its own before anybody else can take it", () => {
  expect(clocks.leaseIsSureMs).toBeLessThan(clocks.leaseLastsMs);
});

test("a lease outlives one renewal that is lost", () => {
  expect(2 * clocks.renewLeaseMs).toBeLessThan(clocks.leaseIsSureMs);
});

test("a job is given to another worker only when the dead one's lease has lapsed", () => {
  expect(clocks.leaseLastsMs).toBeLessThan(clocks.orphanedAfterMs);
});

test("a worker that is alive may miss two heartbeats and keeps its jobs", () => {
  expect(3 * clocks.heartbeatMs).toBeLessThan(clocks.orphanedAfterMs);
});

test("an orphaned job goes back into the queue before pg-boss fails it", () => {
  expect(clocks.orphanedAfterMs).toBeLessThan(clocks.bossGivesUpMs);
  expect(registrationQueue.heartbeatSeconds).toBe(clocks.bossGivesUpMs / 1_000);
});

test("a run without a job is quiet for longer than an attempt that is alive ever is", () => {
  expect(clocks.sweepMs).toBeGreaterThan(clocks.orphanedAfterMs);
});

test("a run whose worker was killed goes on within fifteen seconds", () => {
  expect(LONGEST_TO_RECOVER_MS).toBeLessThanOrEqual(15_000);
});
