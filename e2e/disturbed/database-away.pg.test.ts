/** A database outage of 20 seconds while runs are making AWS calls. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedOf } from "./accounts.ts";
import { CASES } from "./cases.ts";
import { differences, stateOf } from "./compare.ts";
import { type House, openHouse } from "./house.ts";
import { type Lane, openLane, settled, tidy } from "./lane.ts";
import { type OwnPostgres, ownPostgres } from "./outage.ts";
import { type Undisturbed, undisturbed } from "./undisturbed.ts";

const AWAY_MS = 20_000;
const PATIENCE_MS = 180_000;
/** Long enough that no run ends before the outage. */
const LATENCY_MS = 1_000;
const LATEST_MS = 30_000;

const cases = CASES.filter(({ meanwhile }) => !meanwhile);

let postgres: OwnPostgres;
let house: House;
let lanes: Lane[];
let expected: Undisturbed;

beforeAll(async () => {
  postgres = await ownPostgres();
  house = await openHouse(seedOf(cases.length), { LOG_LEVEL: "silent" });
  lanes = await Promise.all(cases.map((_, index) => openLane(index)));
  await house.startWorker();
  expected = await undisturbed(house, lanes, cases);
}, PATIENCE_MS);

afterAll(async () => {
  await house.close();
  await postgres.close();
});

test.each(["goneFor", "frozenFor"] as const)(
  "%s 20 s",
  async (outage) => {
    const work = cases.map((of, index) => ({ of, lane: lanes[index] as Lane }));
    await Promise.all(work.map(({ of, lane }) => of.arrange?.(lane)));
    await Promise.all(work.map(({ lane }) => settled(house, lane)));
    const { pid } = house.worker();

    const since = house.sandbox.calls.since(0).at(-1)?.seq ?? 0;
    house.sandbox.faults.set({ latencyMs: LATENCY_MS });
    await Promise.all(work.map(({ of, lane }) => of.act(lane)));
    await expect
      .poll(() => house.sandbox.calls.since(since).length, { timeout: 20_000 })
      .toBeGreaterThan(3 * cases.length);
    await postgres[outage](AWAY_MS);
    const backAt = performance.now();
    house.sandbox.faults.reset();

    for (const { of, lane } of work) {
      await settled(house, lane);
      expect([of.name, ...differences(expected.get(of)?.state, await stateOf(house, lane))]).toEqual([
        of.name,
      ]);
    }
    expect(performance.now() - backAt).toBeLessThan(LATEST_MS);
    expect(house.worker().pid).toBe(pid);
    await Promise.all(work.map(({ lane }) => tidy(house, lane)));
  },
  PATIENCE_MS,
);
