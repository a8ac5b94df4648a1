/** Registration while AWS is disturbed: lost answers, throttling, slow propagation, unexpected errors. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Failure } from "#lib/failures/failure.ts";
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

const ACME = "418295702613";
const WRITES = ["AttachRolePolicy", "CreateInstanceProfile", "AddRoleToInstanceProfile"];
const UNDOS = ["RemoveRoleFromInstanceProfile", "DeleteInstanceProfile", "DetachRolePolicy"];

let sandbox: RunningSandbox;
let ARN: string;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
beforeEach(async () => {
  ARN = await makeRole(ACME);
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

describe("responses that are lost", () => {
  test("after any write: the write had taken effect, and is not made twice", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const before = await heldBy(sandbox, ACME);
    const drop = [...WRITES, ...UNDOS].map((action) => ({ action, times: 1, when: "after" as const }));
    sandbox.faults.set({ drop });
    const job = await register(ctx, ARN);
    await attempt(job);
    expect((await stored(job))?.status).toBe("ACTIVE");
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });
});

test("writes that are not visible at once are waited for, shown as waiting, and trusted after two consistent reads", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  sandbox.faults.set({ propagationMs: 900 });
  const job = await register(ctx, ARN);
  const registering = attempt(job);
  await expect
    .poll(async () => (await stored(job))?.waitingFor, { interval: 20 })
    .toMatchObject({
      kind: "propagation",
    });
  await registering;
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", waitingFor: null, waitingSince: null });
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("a registration right after a removal does not take leftovers that AWS still shows for the customer's own", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  const first = await register(ctx, ARN);
  await attempt(first);
  const held = await heldBy(sandbox, ACME);
  sandbox.faults.set({ propagationMs: 1_500 });
  await attempt(await remove(ctx, first.instanceRoleId));
  const again = await register(ctx, ARN);
  await attempt(again);
  expect((await stored(again))?.status).toBe("ACTIVE");
  expect(await heldBy(sandbox, ACME)).toEqual(held);
  sandbox.faults.reset();
  await attempt(await remove(ctx, again.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("eight registrations all become Active while half of all calls are throttled", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arns = await Promise.all(Array.from({ length: 8 }, () => makeRole(ACME)));
  sandbox.faults.set({ throttleRate: 0.5 });
  const jobs = await Promise.all(arns.map((arn) => register(ctx, arn)));
  await Promise.all(jobs.map((job) => attempt(job)));
  const ends = await Promise.all(jobs.map(async (job) => (await stored(job))?.status));
  expect(ends).toEqual(jobs.map(() => "ACTIVE"));
});

test.each([
  ["throttled", { code: "Throttling", status: 400 }],
  ["not answered", { code: "ServiceUnavailable", status: 503 }],
])("%s first and then refused for good: nothing was made, and nothing is held", async (_, first) => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  const kept = { code: "UnmodifiableEntity", status: 400 };
  const errors = [
    { action: "AttachRolePolicy", ...first, times: 4 },
    { action: "AttachRolePolicy", ...kept },
    { action: "DetachRolePolicy", ...kept },
  ];
  sandbox.faults.set({ errors });
  const job = await register(ctx, ARN);
  await attempt(job);
  const role = await stored(job);
  expect(role?.failure as Failure | null).toMatchObject({ reason: "role_not_modifiable" });
  expect(await holds(job)).toEqual([]);
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await stored(job)).toBeNull();
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

describe("an unexpected error", () => {
  const odd = { code: "OptInRequired", status: 403, action: "CreateInstanceProfile" };

  test("is retried by the queue, and the next attempt succeeds", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const before = await heldBy(sandbox, ACME);
    sandbox.faults.set({ errors: [{ ...odd, times: 1 }] });
    const job = await register(ctx, ARN);
    await expect(attempt(job, { isLastAttempt: false })).rejects.toMatchObject({ code: "OptInRequired" });
    expect((await stored(job))?.status).toBe("REGISTERING");
    await attempt(job, { isLastAttempt: false });
    expect((await stored(job))?.status).toBe("ACTIVE");
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("fails the role as unexpected at the last attempt, with the request id, and everything is undone", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const before = await heldBy(sandbox, ACME);
    sandbox.faults.set({ errors: [odd] });
    const job = await register(ctx, ARN);
    await attempt(job);
    const role = await stored(job);
    expect(role?.status).toBe("FAILED");
    expect(role?.failure as Failure | null).toMatchObject({
      reason: "unexpected",
      step: "ensure_profile",
      facts: { code: "OptInRequired", action: "iam:CreateInstanceProfile" },
      aws: { requestId: expect.stringMatching(/.+/) },
    });
    expect(await holds(job)).toEqual([]);
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });
});
