/**
 * Half of all calls are throttled, and writes become visible late: registrations end with the expected result, and
 * removals leave AWS as it was. `npm run storm` does the same with two hundred roles.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Line } from "#sandbox/seed/expectations.ts";
import { defaultSeed } from "#sandbox/seed/seed.ts";
import { ownDatabase } from "../support/own-database.ts";
import { type House, openHouse } from "./house.ts";
import { awsOf, gather, registerAll, removeAll } from "./storm.ts";

const ROLES = 48;
const WEATHER = { throttleRate: 0.5, propagationMs: 3_000 };
const PATIENCE_MS = 100_000;

let house: House;

beforeAll(async () => {
  await ownDatabase();
  house = await openHouse(defaultSeed(), { LOG_LEVEL: "silent" });
  await house.startWorker();
}, PATIENCE_MS);

afterAll(() => house.close());

test(
  "roles of every kind end as they have to, AWS and the ledger agree, and nothing stays behind",
  async () => {
    const registering = await gather(house, { roles: ROLES, isWanted: oneOfEachReason() });
    const before = await awsOf(house);
    house.sandbox.faults.set(WEATHER);
    const { ended, wrong } = await registerAll(house, registering, PATIENCE_MS);
    expect(ended.filter((one) => one.ended !== one.wanted)).toEqual([]);
    expect(wrong).toEqual([]);
    expect(await removeAll(house, ended, before, PATIENCE_MS)).toEqual([]);
  },
  2 * PATIENCE_MS,
);

/**
 * One role for each reason, except the account that is always throttled, which would take the longest possible time.
 */
function oneOfEachReason(): (line: Line) => boolean {
  const seen = new Set<string>(["aws_throttled", "ACTIVE"]);
  return ({ expect: reason }) => !seen.has(reason) && Boolean(seen.add(reason));
}
