/** What others do to a role while Rolecall works on it. */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  heldBy,
  holds,
  jobOf,
  ownSandbox,
  register,
  remove,
  stored,
  unregistered,
} from "../../../e2e/support/engine.ts";
import { getInstanceRole } from "../get.ts";
import { retryInstanceRole } from "../retry.ts";

const ACME = "418295702613";
const DENIED = { code: "AccessDenied", status: 403 } as const;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const aRole = () => unregistered(sandbox, ACME);
const admin = async () => iamAs(await adminOf(ACME));

test("policies attached after Rolecall counted: what it attached goes, and the numbers are those of now", async () => {
  const { ctx, arn, name } = await aRole();
  const iam = await admin();
  const Statement = [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  const attach = async (count: number) => {
    for (let at = 0; at < count; at++) {
      const PolicyName = `${name}-${crypto.randomUUID()}`;
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
      await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: Policy?.Arn }));
    }
  };
  await attach(6);
  const job = await register(ctx, arn);
  sandbox.faults.set({ pauseAt: [{ action: "GetAccountSummary", when: "after", times: 1 }] });
  const working = attempt(job);
  await expect.poll(() => sandbox.faults.paused().length, { interval: 5, timeout: 10_000 }).toBe(1);
  await attach(2);
  const before = await heldBy(sandbox, ACME);
  sandbox.faults.reset();
  await working;
  expect((await stored(job))?.failure).toMatchObject({
    reason: "policy_quota_exceeded",
    facts: { attached: 8, quota: 10, needed: 4 },
  });
  expect(await holds(job)).toEqual([]);
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("a role that AWS says is being changed, five times, is waited for", async () => {
  const { ctx, arn } = await aRole();
  sandbox.faults.set({
    errors: [{ action: "AttachRolePolicy", skip: 1, times: 5, code: "ConcurrentModification", status: 409 }],
  });
  const job = await register(ctx, arn);
  await attempt(job);
  expect((await stored(job))?.status).toBe("ACTIVE");
}, 30_000);

test("a profile that can be made and not filled is gone after each of many retries", async () => {
  const { ctx, arn, before } = await aRole();
  const job = await register(ctx, arn);
  sandbox.faults.set({ errors: [{ action: "AddRoleToInstanceProfile", ...DENIED }] });
  await attempt(job);
  for (let retries = 0; retries < 5; retries++) {
    // Two browsers click at once: one of them is refused.
    await Promise.allSettled([1, 2].map(() => retryInstanceRole(ctx, job.instanceRoleId)));
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  }
});

test("a role made again lists no policy both as what is undone and as what stays", async () => {
  const { ctx, arn, name } = await aRole();
  const job = await register(ctx, arn);
  await attempt(job);
  sandbox.faults.set({ errors: [{ action: "DetachRolePolicy", ...DENIED }] });
  await attempt(await remove(ctx, job.instanceRoleId));
  sandbox.faults.reset();
  const iam = await admin();
  const policies = (await heldBy(sandbox, ACME)).roles.find((role) => role.arn === arn)?.attached ?? [];
  for (const PolicyArn of policies) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
  await iam
    .send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }))
    .catch(() => {});
  await iam.send(new DeleteRoleCommand({ RoleName: name }));
  const AssumeRolePolicyDocument = JSON.stringify(EC2_TRUST_POLICY);
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  for (const PolicyArn of policies)
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  await retryInstanceRole(ctx, job.instanceRoleId);
  await attempt(await jobOf(ctx, job.instanceRoleId));
  const { undo, warnings } = await getInstanceRole(ctx, job.instanceRoleId);
  expect(warnings.map(({ code }) => code)).toEqual(["role_recreated"]);
  expect(undo.stays).toHaveLength(4);
  expect(undo.willUndo.map(({ kind }) => kind)).toEqual(["profile", "role_in_profile"]);
});
