/** A run that kills its worker at every attempt is given up, and neither repeats for ever nor stays unsettled. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownDatabase } from "../support/own-database.ts";
import { seedOf } from "./accounts.ts";
import { differences, type State, stateOf } from "./compare.ts";
import { type House, openHouse, until } from "./house.ts";
import { isSettled, type Lane, openLane, register, removeAll, settled, workspacesOf } from "./lane.ts";

const MOST_ATTEMPTS = 10;
const PATIENCE_MS = 150_000;

let house: House;
let lanes: Lane[];

beforeAll(async () => {
  await ownDatabase();
  house = await openHouse(seedOf(3), { LOG_LEVEL: "silent" });
  lanes = await Promise.all([0, 1, 2].map((index) => openLane(index)));
}, PATIENCE_MS);

afterAll(() => house.close());

/**
 * Starts a worker and kills it during a call of that name.
 * @returns false where everything settled before
 */
async function killedAt(lane: Lane, action: string): Promise<boolean> {
  const { accountId } = lane;
  house.sandbox.faults.set({ pauseAt: [{ accountId, action, times: 1, when: "after" }] });
  await house.startWorker();
  const isHeld = () => house.sandbox.faults.paused().length > 0;
  const isOver = async () => isHeld() || (await isSettled(house, lane)) || undefined;
  await until("it comes to its call, or ends", isOver);
  const killed = isHeld();
  await house.endWorker(killed ? "SIGKILL" : "SIGTERM");
  await until("the call is given up", () => !isHeld() || undefined);
  // As if time had passed: the next worker gets the job at once, and the lease has lapsed.
  await house.query("UPDATE aws_role_lease SET expires_at = now()");
  await house.query(
    "UPDATE pgboss.job SET heartbeat_on = now() - interval '9 seconds' WHERE state = 'active'",
  );
  await house.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
  return killed;
}

type End = { status: string; reason: string | null; attempt: number; holds: number };

function ends(lane: Lane) {
  return house.query<End>(
    `SELECT r.status, r.failure ->> 'reason' AS reason, g.attempt,
            (SELECT count(*)::int FROM attachment_hold h WHERE h.workspace_id = r.workspace_id) AS holds
     FROM instance_role r JOIN registration g ON g.workspace_id = r.workspace_id AND g.id = r.registration_id
     WHERE r.workspace_id = ANY($1)`,
    [workspacesOf(lane)],
  );
}

async function attemptsMade(lane: Lane, attempts: number): Promise<void> {
  await house.query(
    "UPDATE registration SET attempt = $2 WHERE workspace_id = ANY($1) AND finished_at IS NULL",
    [workspacesOf(lane), attempts],
  );
}

async function removedAgain(lane: Lane, before: State): Promise<void> {
  house.sandbox.faults.reset();
  await removeAll(lane.first);
  await house.startWorker();
  await settled(house, lane);
  await house.endWorker("SIGTERM");
  expect(differences(before, await stateOf(house, lane))).toEqual([]);
}

test(
  "a registration fails as unexpected, and what it had added is undone",
  async () => {
    const lane = lanes[0] as Lane;
    const before = await stateOf(house, lane);
    await register(lane.first, lane, "needs-everything");
    let killed = 0;
    while (await killedAt(lane, "AttachRolePolicy")) killed++;
    expect(killed).toBe(MOST_ATTEMPTS);
    const [role] = await ends(lane);
    expect(role).toEqual({ status: "FAILED", reason: "unexpected", attempt: MOST_ATTEMPTS + 1, holds: 0 });
    expect(differences(before.aws, (await stateOf(house, lane)).aws)).toEqual([]);
    await removedAgain(lane, before);
  },
  PATIENCE_MS,
);

test(
  "a registration whose undo kills too leaves its attachments in the ledger, and a removal undoes them",
  async () => {
    const lane = lanes[1] as Lane;
    const before = await stateOf(house, lane);
    await register(lane.first, lane, "needs-everything");
    expect(await killedAt(lane, "AddRoleToInstanceProfile")).toBe(true);
    await attemptsMade(lane, MOST_ATTEMPTS);
    expect(await killedAt(lane, "DetachRolePolicy")).toBe(true);
    expect(await killedAt(lane, "DetachRolePolicy")).toBe(false);
    const [role] = await ends(lane);
    expect(role).toMatchObject({ status: "FAILED", reason: "unexpected", attempt: MOST_ATTEMPTS + 2 });
    expect(role?.holds).toBeGreaterThan(0);
    await removedAgain(lane, before);
  },
  PATIENCE_MS,
);

test(
  "a removal fails as unexpected, and the next removal undoes the rest",
  async () => {
    const lane = lanes[2] as Lane;
    const before = await stateOf(house, lane);
    await register(lane.first, lane, "needs-everything");
    expect(await killedAt(lane, "DetachRolePolicy")).toBe(false);
    await removeAll(lane.first);
    await attemptsMade(lane, MOST_ATTEMPTS - 1);
    expect(await killedAt(lane, "DetachRolePolicy")).toBe(true);
    expect(await killedAt(lane, "DetachRolePolicy")).toBe(false);
    const [role] = await ends(lane);
    expect(role).toMatchObject({ status: "FAILED", reason: "unexpected", attempt: MOST_ATTEMPTS + 1 });
    await removedAgain(lane, before);
  },
  PATIENCE_MS,
);
