/**
 * A worker stops before or after any one AWS call; the next attempt must end as an undisturbed run does. The stopped
 * worker later continues with its call, and must do no harm.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/server.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  holds,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../../e2e/support/engine.ts";
import type { RegistrationJob } from "./job.ts";

const ACME = "418295702613";
const PHASES = ["before", "after"] as const;

let sandbox: RunningSandbox;
let ARN: string;
beforeAll(async () => {
  sandbox = await ownSandbox();
  ARN = await makeRole(ACME, { path: "/team/data/" });
});
afterAll(() => sandbox.close());

const settled = async (job: RegistrationJob) => {
  const { status, failure, warnings, requiredPolicies, instanceProfileArn } = (await stored(job)) ?? {};
  return { status, failure, warnings, requiredPolicies, instanceProfileArn, holds: await holds(job) };
};

/** Holds up the n-th call of a job, runs a second attempt to its end, and then lets the first one continue. */
async function killedAt(call: number, when: "before" | "after", job: RegistrationJob): Promise<boolean> {
  sandbox.faults.set({ pauseAt: [{ skip: call, times: 1, when }] });
  const first = attempt(job, { isLastAttempt: false });
  const wasHeld = await Promise.race([held(), first.then(() => false)]);
  if (!wasHeld) return false;
  await attempt(job);
  const afterSecond = await heldBy(sandbox, ACME);
  sandbox.faults.reset();
  await first;
  expect(await heldBy(sandbox, ACME)).toEqual(afterSecond);
  return true;
}

/** Resolves when the sandbox holds a call; false where the job ends before. */
async function held(): Promise<boolean> {
  await expect.poll(() => sandbox.faults.paused().length, { interval: 5, timeout: 5_000 }).toBe(1);
  return true;
}

test("a registration whose worker stops at any one call leaves nothing lost and nothing double", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  const undisturbed = await register(ctx, ARN);
  await attempt(undisturbed);
  const wanted = { aws: await heldBy(sandbox, ACME), role: await settled(undisturbed) };
  expect(wanted.role.status).toBe("ACTIVE");
  await attempt(await remove(ctx, undisturbed.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);

  let calls = 0;
  for (let more = true; more; ) {
    for (const when of PHASES) {
      const job = await register(ctx, ARN);
      more = await killedAt(calls, when, job);
      expect([calls, when, await settled(job)]).toEqual([calls, when, wanted.role]);
      expect(await heldBy(sandbox, ACME)).toEqual(wanted.aws);
      await attempt(await remove(ctx, job.instanceRoleId));
      expect(await heldBy(sandbox, ACME)).toEqual(before);
    }
    calls++;
  }
  expect(calls).toBeGreaterThan(14);
}, 240_000);

test("a removal whose worker stops at any one call still removes everything that Rolecall added", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  let calls = 0;
  for (let more = true; more; ) {
    for (const when of PHASES) {
      const job = await register(ctx, ARN);
      await attempt(job);
      more = await killedAt(calls, when, await remove(ctx, job.instanceRoleId));
      expect([calls, when, await stored(job), await holds(job)]).toEqual([calls, when, null, []]);
      expect(await heldBy(sandbox, ACME)).toEqual(before);
    }
    calls++;
  }
  expect(calls).toBeGreaterThan(8);
}, 240_000);
