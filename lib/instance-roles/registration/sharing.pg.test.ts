/** One AWS role, several registrations: they share what Rolecall added, and the last one out takes it back. */
import { AttachRolePolicyCommand, DetachRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
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
import { forgetInstanceRole } from "../forget.ts";
import { nameInArn } from "../role-arn.ts";

const ACME = "418295702613";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

let sandbox: RunningSandbox;
let ARN: string;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
beforeEach(async () => {
  ARN = await makeRole(ACME);
});
afterAll(() => sandbox.close());

const attachedBy = async (job: Parameters<typeof stored>[0]) =>
  ((await stored(job))?.requiredPolicies as { attachedBy: string }[] | undefined)?.map(
    (policy) => policy.attachedBy,
  );

test("two workspaces share a role, and only the second to go takes anything back", async () => {
  const [one, other] = [await connectedTo(sandbox, ACME), await connectedTo(sandbox, ACME)];
  const before = await heldBy(sandbox, ACME);
  const first = await register(one, ARN);
  await attempt(first);
  const whileHeld = await heldBy(sandbox, ACME);
  const second = await register(other, ARN);
  await attempt(second);
  expect(await attachedBy(second)).toEqual(["rolecall", "rolecall", "rolecall", "rolecall"]);

  await attempt(await remove(one, first.instanceRoleId));
  expect(await stored(first)).toBeNull();
  expect(await heldBy(sandbox, ACME)).toEqual(whileHeld);
  await attempt(await remove(other, second.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("two workspaces that come at the same moment take turns", async () => {
  const before = await heldBy(sandbox, ACME);
  const ctxs = await Promise.all([1, 2, 3].map(() => connectedTo(sandbox, ACME)));
  const jobs = await Promise.all(ctxs.map((ctx) => register(ctx, ARN)));
  await Promise.all(jobs.map((job) => attempt(job)));
  for (const job of jobs) {
    expect((await stored(job))?.status).toBe("ACTIVE");
    expect(await holds(job)).toEqual(await holds(jobs[0] as typeof job));
  }
  const removals = await Promise.all(
    ctxs.map((ctx, index) => remove(ctx, (jobs[index] as (typeof jobs)[0]).instanceRoleId)),
  );
  await Promise.all(removals.map((job) => attempt(job)));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("what was there before stays, and what was detached by hand since is not missed", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const iam = iamAs(await adminOf(ACME));
  const names = { RoleName: nameInArn(ARN), PolicyArn: SSM };
  await iam.send(new AttachRolePolicyCommand(names));
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, ARN);
  await attempt(job);
  expect(await attachedBy(job)).toEqual(["already_there", "rolecall", "rolecall", "rolecall"]);
  await iam.send(
    new DetachRolePolicyCommand({
      ...names,
      PolicyArn: SSM.replace(/[^/]+$/, "CloudWatchAgentServerPolicy"),
    }),
  );
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("a removal overtakes a registration under way, and takes back what that one began", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, ARN);
  sandbox.faults.set({ pauseAt: [{ action: "AddRoleToInstanceProfile", when: "after", times: 1 }] });
  const registering = attempt(job);
  await expect.poll(() => sandbox.faults.paused().length, { interval: 5 }).toBe(1);
  const removing = attempt(await remove(ctx, job.instanceRoleId));
  sandbox.faults.reset();
  await Promise.all([registering, removing]);
  expect(await stored(job)).toBeNull();
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("what a workspace forgets stays in AWS, and is the customer's own from then on", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, ARN);
  await attempt(job);
  const left = await heldBy(sandbox, ACME);
  await forgetInstanceRole(ctx, job.instanceRoleId);
  const again = await register(ctx, ARN);
  await attempt(again);
  expect(await attachedBy(again)).toEqual(Array(4).fill("already_there"));
  expect(await holds(again)).toEqual([]);
  await attempt(await remove(ctx, again.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(left);
});
