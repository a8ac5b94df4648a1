/** The worker is away for an hour: stopped, or paused during a run. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ownDatabase } from "../support/own-database.ts";
import { seedOf } from "./accounts.ts";
import { CASES, type Case } from "./cases.ts";
import { differences, stateOf } from "./compare.ts";
import { type House, openHouse, until } from "./house.ts";
import { type Lane, openLane, register, removeAll, settled, tidy } from "./lane.ts";
import { type Undisturbed, undisturbed } from "./undisturbed.ts";

const PATIENCE_MS = 120_000;

let house: House;
let lanes: Lane[];
let expected: Undisturbed;

beforeAll(async () => {
  await ownDatabase();
  house = await openHouse(seedOf(CASES.length), { LOG_LEVEL: "silent" });
  lanes = await Promise.all(CASES.map((_, index) => openLane(index)));
  await house.startWorker();
  expected = await undisturbed(house, lanes);
}, PATIENCE_MS);

beforeEach(() => house.sandbox.faults.reset());
afterAll(() => house.close());

const laneOf = (of: Case) => lanes[CASES.indexOf(of)] as Lane;
const paused = (count: number) =>
  until("calls are held", () => (house.sandbox.faults.paused().length >= count ? true : undefined));

/** Moves every time in the database back by an hour. */
async function anHourPasses(): Promise<void> {
  for (const [table, columns] of Object.entries({
    "pgboss.job": ["created_on", "start_after", "started_on", "heartbeat_on", "keep_until"],
    registration: ["created_at", "started_at"],
    instance_role: ["created_at", "updated_at"],
    attachment: ["created_at", "updated_at"],
    aws_role_lease: ["expires_at"],
    worker_heartbeat: ["seen_at"],
  })) {
    const earlier = columns.map((column) => `${column} = ${column} - interval '1 hour'`);
    await house.query(`UPDATE ${table} SET ${earlier.join(", ")}`);
  }
}

test(
  "jobs sent meanwhile, and the interrupted run, are worked when it is back",
  async () => {
    const running = CASES.filter(({ meanwhile, arrange }) => !meanwhile && !arrange);
    for (const of of CASES) await of.arrange?.(laneOf(of));
    await Promise.all(lanes.map((lane) => settled(house, lane)));
    house.sandbox.faults.set({
      pauseAt: running.map((of) => ({ accountId: laneOf(of).accountId, skip: 7, times: 1, when: "after" })),
    });
    await Promise.all(running.map((of) => of.act(laneOf(of))));
    await paused(running.length);
    await house.endWorker("SIGKILL");
    for (const of of CASES) if (!running.includes(of)) await of.act(laneOf(of));
    for (const of of CASES) await of.meanwhile?.(laneOf(of));
    await anHourPasses();

    await house.startWorker();
    for (const of of CASES) {
      await settled(house, laneOf(of), 30_000);
      const found = await stateOf(house, laneOf(of));
      expect([of.name, ...differences(expected.get(of)?.state, found)]).toEqual([of.name]);
      await tidy(house, laneOf(of));
    }
  },
  PATIENCE_MS,
);

/**
 * Pauses a worker with a call on its way that AWS has not received, and lets another worker take over. Afterwards AWS
 * receives the late call, and the first worker resumes.
 */
async function sentTooLate(lane: Lane, action: string, meanwhile: () => Promise<void>): Promise<void> {
  const { accountId } = lane;
  const still = house.worker();
  await paused(1);
  process.kill(still.pid, "SIGSTOP");
  await house.startWorker();
  await settled(house, lane);
  await meanwhile();
  const seq = house.sandbox.calls.since(0).at(-1)?.seq ?? 0;
  house.sandbox.faults.reset();
  await until("AWS has done what came too late", () =>
    house.sandbox.calls.since(seq).some((call) => call.action === action && call.accountId === accountId)
      ? true
      : undefined,
  );
  await house.endWorker("SIGTERM");
  process.kill(still.pid, "SIGCONT");
}

test.each(["AttachRolePolicy", "CreateInstanceProfile"])(
  "%s that arrives after another worker's run was undone is undone by its sender",
  async (action) => {
    const lane = lanes[0] as Lane;
    const before = await stateOf(house, lane);
    const still = house.worker();
    house.sandbox.faults.set({ pauseAt: [{ accountId: lane.accountId, action, times: 1, when: "before" }] });
    await register(lane.first, lane, "needs-everything");
    await sentTooLate(lane, action, async () => {
      await removeAll(lane.first);
      await settled(house, lane);
      expect(differences(before, await stateOf(house, lane))).toEqual([]);
    });
    await until("AWS is as before", async () =>
      differences(before, await stateOf(house, lane)).length === 0 ? true : undefined,
    );
    await still.stop();
    await house.startWorker();
  },
  PATIENCE_MS,
);

test(
  "DetachRolePolicy that arrives after the role is registered again is corrected by its sender",
  async () => {
    const lane = lanes[0] as Lane;
    const before = await stateOf(house, lane);
    await register(lane.first, lane, "needs-everything");
    await settled(house, lane);
    const active = await stateOf(house, lane);
    const still = house.worker();
    const action = "DetachRolePolicy";
    house.sandbox.faults.set({ pauseAt: [{ accountId: lane.accountId, action, times: 1, when: "before" }] });
    await removeAll(lane.first);
    await sentTooLate(lane, action, async () => {
      await register(lane.first, lane, "needs-everything");
      await settled(house, lane);
      expect(differences(active, await stateOf(house, lane))).toEqual([]);
    });
    await until("AWS is as it was with the role Active", async () =>
      differences(active, await stateOf(house, lane)).length === 0 ? true : undefined,
    );
    await still.stop();
    await house.startWorker();
    await tidy(house, lane);
    expect(differences(before, await stateOf(house, lane))).toEqual([]);
  },
  PATIENCE_MS,
);

test("a job is kept for days, and a finished one for a while", async () => {
  const [queue] = await house.query<{ waits: number; kept: number }>(
    `SELECT retention_seconds / 86400 AS waits, deletion_seconds / 86400 AS kept
     FROM pgboss.queue WHERE name = 'registration'`,
  );
  expect(queue?.waits).toBeGreaterThanOrEqual(7);
  expect(queue?.kept).toBeGreaterThanOrEqual(1);
});
