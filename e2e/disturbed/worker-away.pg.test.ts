/** The worker is away for an hour: not there at all, or standing still in the middle of a run. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ownDatabase } from "../support/own-database.ts";
import { seedOf } from "./accounts.ts";
import { CASES, type Case } from "./cases.ts";
import { differences, stateOf } from "./compare.ts";
import { type House, openHouse, until } from "./house.ts";
import { type Lane, openLane, settled, tidy } from "./lane.ts";
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

/** Every time the database knows of is an hour ago. */
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
  "what was asked for meanwhile, and what it was in the middle of, is done when it is back",
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

test("a job waits for days, and one that ended is kept for a while", async () => {
  const [queue] = await house.query<{ waits: number; kept: number }>(
    `SELECT retention_seconds / 86400 AS waits, deletion_seconds / 86400 AS kept
     FROM pgboss.queue WHERE name = 'registration'`,
  );
  expect(queue?.waits).toBeGreaterThanOrEqual(7);
  expect(queue?.kept).toBeGreaterThanOrEqual(1);
});
