/**
 * Kills the worker during registrations and removals and starts another: AWS and the database must end as without the
 * kill. `npm run kill-harness` does the same at every call.
 */
import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  DetachRolePolicyCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminOf, iamAs } from "../support/connection-role.ts";
import { ownDatabase } from "../support/own-database.ts";
import { seedOf } from "./accounts.ts";
import { differences, standingIn } from "./compare.ts";
import { type House, openHouse } from "./house.ts";
import { type Lane, openLane } from "./lane.ts";
import { everyCall, inBatches, spread } from "./plan.ts";
import { type Batch, type Ended, killUntilCaught, nameOf } from "./rounds.ts";
import { type Undisturbed, undisturbed } from "./undisturbed.ts";

const LANES = 12;
const LATEST_MS = 30_000;
const PATIENCE_MS = 150_000;

let house: House;
let lanes: Lane[];
let expected: Undisturbed;

beforeAll(async () => {
  await ownDatabase();
  house = await openHouse(seedOf(LANES), { LOG_LEVEL: "silent" });
  lanes = await Promise.all(Array.from({ length: LANES }, (_, index) => openLane(index)));
  await house.startWorker();
  expected = await undisturbed(house, lanes);
}, PATIENCE_MS);

afterAll(() => house.close());

async function ends(batches: Batch[]): Promise<void> {
  const ended: Ended[] = [];
  for (const batch of batches) ended.push(...(await killUntilCaught(house, lanes, batch, expected)));
  const wrong = ended.filter(({ differences }) => differences.length > 0);
  expect(wrong.map(({ round, differences }) => [nameOf(round), ...differences])).toEqual([]);
  expect(ended.filter(({ caught }) => !caught).map(({ round }) => nameOf(round))).toEqual([]);
  expect(Math.max(...ended.map(({ settledMs }) => settledMs))).toBeLessThan(LATEST_MS);
}

test(
  "killed at any AWS call, before it or after it",
  () => ends(inBatches(spread(everyCall(expected), 5 * LANES), LANES)),
  PATIENCE_MS,
);

test(
  "killed, and the next one as well, while AWS is slow to show what was written",
  () => {
    const rounds = spread(everyCall(expected), LANES).map((round) => ({ ...round, again: round.at }));
    return ends([{ rounds, propagationMs: 2_000 }]);
  },
  PATIENCE_MS,
);

test(
  "asked to stop while AWS does not answer",
  () => ends([{ rounds: spread(everyCall(expected), LANES), politely: true }]),
  PATIENCE_MS,
);

test("a change of what others have in the account is noticed", async () => {
  const lane = lanes[0] as Lane;
  const iam = iamAs(await adminOf(lane.accountId));
  const before = await standingIn(house, lane);
  const changed = async () => differences(before, await standingIn(house, lane));
  expect(await changed()).toEqual([]);

  const profile = { InstanceProfileName: "look-alike" };
  const mark = { Key: "rolecall:managed", Value: "true" };
  await iam.send(new UntagInstanceProfileCommand({ ...profile, TagKeys: [mark.Key] }));
  expect(await changed()).not.toEqual([]);
  await iam.send(new TagInstanceProfileCommand({ ...profile, Tags: [mark] }));
  expect(await changed()).toEqual([]);

  const policy = { RoleName: "unmarked", PolicyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" };
  await iam.send(new DetachRolePolicyCommand(policy));
  expect(await changed()).not.toEqual([]);
  await iam.send(new AttachRolePolicyCommand(policy));
  expect(await changed()).toEqual([]);

  // Under the same name, path and mark stands another one.
  await iam.send(new DeleteInstanceProfileCommand(profile));
  await iam.send(new CreateInstanceProfileCommand({ ...profile, Path: "/rolecall/", Tags: [mark] }));
  expect(await changed()).not.toEqual([]);
});
