/** Several registrations of one AWS role share what Rolecall added; removing the last one undoes it. */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { directly } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  holds,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../../e2e/support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../../../e2e/support/factories.ts";
import { forgetInstanceRole } from "../forget.ts";
import { retryInstanceRole } from "../retry.ts";

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

test("two workspaces share a role, and only removing the second undoes anything", async () => {
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

test("registrations of two workspaces that start at the same time take turns", async () => {
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

/** A workspace that names the account without a proven connection. */
async function aStranger(status: "CONNECTED" | "FAILED"): Promise<Ctx> {
  const workspace = await makeWorkspace();
  const { connectionRoleArn } = sandbox.seed.connections.find(({ accountId }) => accountId === ACME) ?? {};
  const { id } = await connectAccount(workspace, {
    accountId: ACME,
    connectionRoleArn: connectionRoleArn as string,
    externalId: "rc-not-the-one-of-the-trust-policy",
  });
  const where = { workspaceId: workspace.id, id };
  await inWorkspace(workspace.id, (tx) => tx.awsAccount.updateMany({ where, data: { status } }));
  return ctxOf(workspace);
}

const pausedCalls = (count: number) =>
  expect.poll(() => sandbox.faults.paused().length, { interval: 5, timeout: 10_000 }).toBe(count);

test("a workspace without a proven connection does not block another one's registration", async () => {
  const second = await register(await aStranger("FAILED"), ARN);
  const first = await register(await connectedTo(sandbox, ACME), ARN);
  sandbox.faults.set({ pauseAt: [{ action: "AssumeRole", times: 1 }] });
  const knocking = attempt(second);
  await pausedCalls(1);
  await attempt(first);
  expect((await stored(first))?.status).toBe("ACTIVE");
  expect(sandbox.faults.paused(), "the other is still knocking").toHaveLength(1);
  sandbox.faults.reset();
  await knocking;
  expect(await stored(second)).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
});

test("a workspace whose connection is refused settles without touching the lease of another", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const first = await register(ctx, ARN);
  sandbox.faults.set({ pauseAt: [{ action: "CreateInstanceProfile", times: 1 }] });
  const working = attempt(first);
  await pausedCalls(1);
  const second = await register(await aStranger("CONNECTED"), ARN);
  await attempt(second);
  expect(sandbox.faults.paused(), "the other still has its turn").toHaveLength(1);
  expect(await stored(second)).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
  sandbox.faults.reset();
  await working;
  expect((await stored(first))?.status).toBe("ACTIVE");
  expect(await directly(sql`SELECT 1 FROM aws_role_lease WHERE role_arn = ${ARN}`)).toEqual([]);
});

test("what existed before stays, and a policy detached by a customer since is no error", async () => {
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

test("a removal replaces a running registration and removes what that one began", async () => {
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

test("what a workspace forgets stays in AWS and belongs to the customer from then on", async () => {
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

describe("a role that was deleted and made again under its name", () => {
  /** Deletes and recreates the role as an admin has to: everything attached is removed first. */
  async function makeAgain({ withProfile }: { withProfile: boolean }) {
    const iam = iamAs(await adminOf(ACME));
    const RoleName = nameInArn(ARN);
    const { roles } = await heldBy(sandbox, ACME);
    for (const PolicyArn of roles.find(({ arn }) => arn === ARN)?.attached ?? []) {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    }
    const InstanceProfileName = RoleName;
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    if (withProfile) await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    const AssumeRolePolicyDocument = JSON.stringify(EC2_TRUST_POLICY);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }

  test("keeps its profile when the old role's registration is removed, and loses it with the last registration", async () => {
    const [one, other] = [await connectedTo(sandbox, ACME), await connectedTo(sandbox, ACME)];
    const before = await heldBy(sandbox, ACME);
    const first = await register(one, ARN);
    await attempt(first);
    await makeAgain({ withProfile: false });
    const second = await register(other, ARN);
    await attempt(second);
    const setUp = await heldBy(sandbox, ACME);

    await attempt(await remove(one, first.instanceRoleId));
    expect(await stored(first)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(setUp);
    await attempt(await remove(other, second.instanceRoleId));
    expect(await stored(second)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("and its profile with it, is cleaned up by the workspace that registered both", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const before = await heldBy(sandbox, ACME);
    const job = await register(ctx, ARN);
    await attempt(job);
    const refused = ["RemoveRoleFromInstanceProfile", "DetachRolePolicy"];
    sandbox.faults.set({ errors: refused.map((action) => ({ action, code: "AccessDenied", status: 403 })) });
    await attempt(await remove(ctx, job.instanceRoleId));
    sandbox.faults.reset();
    await makeAgain({ withProfile: true });
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect((await stored(job))?.status).toBe("ACTIVE");

    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });
});
