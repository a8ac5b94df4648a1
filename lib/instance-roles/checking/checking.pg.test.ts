/** Checks of an Active role: what they find, and that they write nothing in AWS. */
import {
  AddRoleToInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { FailureReason } from "#lib/failures/failure.ts";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  jobOf,
  makeRole,
  ownSandbox,
  register,
  stored,
} from "../../../e2e/support/engine.ts";
import { retryInstanceRole } from "../retry.ts";
import { verifyInstanceRole } from "./verify.ts";
import { verifyInstanceRoles } from "./verify-many.ts";
import { workRoleCheck } from "./work.ts";

const ACME = "418295702613";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const NODE = `arn:aws:iam::${ACME}:policy/rolecall-node`;

let sandbox: RunningSandbox;
let iam: IAMClient;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_PROPAGATION_BUDGET_MS: "4000" });
  iam = iamAs(await adminOf(ACME));
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

async function active() {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const job = await register(ctx, arn);
  await attempt(job);
  return { ctx, job, arn, name: nameInArn(arn), id: job.instanceRoleId };
}

type Active = Awaited<ReturnType<typeof active>>;

async function check({ ctx, id, job }: Pick<Active, "ctx" | "id" | "job">) {
  await verifyInstanceRole(ctx, id);
  await workCheckOf(ctx, id);
  return stored(job);
}

async function workCheckOf(ctx: Ctx, id: string): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const role = await inWorkspace(workspaceId, (tx) =>
    tx.instanceRole.findFirstOrThrow({ where: { workspaceId, id } }),
  );
  const data = { workspaceId, instanceRoleId: id, checkId: role.checkId as string };
  const { signal } = new AbortController();
  await workRoleCheck({ id: "test", data, attempt: 1, isLastAttempt: true, signal });
}

async function emptyRole(name: string): Promise<void> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  for (const { PolicyArn } of AttachedPolicies) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  await iam.send(new DeleteRoleCommand({ RoleName: name }));
}

const trusting = (Service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
  });

const allowing = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** Changes to the role in AWS, and the reason with which a check then fails it. */
const CHANGES: [FailureReason, (name: string) => Promise<unknown>][] = [
  ["role_deleted", emptyRole],
  [
    "role_recreated",
    async (RoleName) => {
      await emptyRole(RoleName);
      const AssumeRolePolicyDocument = JSON.stringify(EC2_TRUST_POLICY);
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    },
  ],
  ["policy_detached", (RoleName) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: SSM }))],
  [
    "profile_removed",
    (name) =>
      iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: name, RoleName: name })),
  ],
  [
    "profile_holds_other_role",
    async (name) => {
      const profile = { InstanceProfileName: name };
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ ...profile, RoleName: name }));
      const other = nameInArn(await makeRole(ACME));
      await iam.send(new AddRoleToInstanceProfileCommand({ ...profile, RoleName: other }));
    },
  ],
  [
    "trust_changed",
    (RoleName) =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting("lambda.amazonaws.com") }),
      ),
  ],
  [
    "boundary_changed",
    async (RoleName) => {
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: `edge-${RoleName}`, PolicyDocument: allowing("s3:*") }),
      );
      const PermissionsBoundary = Policy?.Arn;
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    },
  ],
];

describe("an Active role that was changed in AWS", () => {
  test.each(CHANGES)(
    "becomes Failed with %s by a check, which writes nothing in AWS",
    async (reason, change) => {
      const role = await active();
      await change(role.name);
      const changed = await heldBy(sandbox, ACME);
      expect(await check(role)).toMatchObject({ status: "FAILED", failure: { reason }, checkId: null });
      expect(await heldBy(sandbox, ACME)).toEqual(changed);
    },
  );

  test("becomes Active again by a check once the role is fixed", async () => {
    const role = await active();
    const { name: RoleName } = role;
    const PolicyDocument = trusting("lambda.amazonaws.com");
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    await check(role);
    await iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(EC2_TRUST_POLICY) }),
    );
    expect(await check(role)).toMatchObject({ status: "ACTIVE", failure: null });
  });

  test("is repaired by Retry", async () => {
    const role = await active();
    await iam.send(new DetachRolePolicyCommand({ RoleName: role.name, PolicyArn: SSM }));
    await check(role);
    await retryInstanceRole(role.ctx, role.id);
    await attempt(await jobOf(role.ctx, role.id));
    expect((await stored(role.job))?.status).toBe("ACTIVE");
  });
});

test("a check of an unchanged role updates when it was last verified", async () => {
  const role = await active();
  const before = (await stored(role.job))?.lastVerifiedAt as Date;
  const after = await check(role);
  expect(after).toMatchObject({ status: "ACTIVE", failure: null, checkId: null, checkRequestedAt: null });
  expect(Number(after?.lastVerifiedAt)).toBeGreaterThan(Number(before));
});

test("a role whose account refuses the connection keeps its status, and the account is checked", async () => {
  const role = await active();
  sandbox.faults.set({ errors: [{ action: "AssumeRole", code: "AccessDenied", status: 403 }] });
  const { ctx, id, job } = role;
  await verifyInstanceRole(ctx, id);
  await workCheckOf(ctx, id);
  expect(await stored(job)).toMatchObject({
    status: "ACTIVE",
    failure: null,
    checkFailure: { reason: "assume_denied" },
  });
  const account = await inWorkspace(ctx.workspace.id, (tx) => tx.awsAccount.findFirstOrThrow());
  expect(account.checkId).not.toBeNull();
});

test("a check of a role that is retried meanwhile changes nothing", async () => {
  const role = await active();
  await iam.send(new DetachRolePolicyCommand({ RoleName: role.name, PolicyArn: SSM }));
  await check(role);
  await verifyInstanceRole(role.ctx, role.id);
  const { checkId } = (await stored(role.job)) as { checkId: string };
  await retryInstanceRole(role.ctx, role.id);
  const { signal } = new AbortController();
  const data = { workspaceId: role.ctx.workspace.id, instanceRoleId: role.id, checkId };
  await workRoleCheck({ id: "test", data, attempt: 1, isLastAttempt: true, signal });
  expect((await stored(role.job))?.status).toBe("REGISTERING");
});

test("a second request joins the check under way, and many checks can be requested at once", async () => {
  const { ctx, id, job } = await active();
  await verifyInstanceRole(ctx, id);
  const first = (await stored(job))?.checkId;
  const unknown = crypto.randomUUID();
  expect(await verifyInstanceRoles(ctx, [id, unknown])).toEqual({
    checking: 1,
    items: [
      { id, status: "checking" },
      { id: unknown, status: "not_found" },
    ],
  });
  expect((await stored(job))?.checkId).toBe(first);
});

test("a registration that failed cannot be checked, and the refusal says to retry it", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const job = await register(ctx, `arn:aws:iam::${ACME}:role/never-created-here`);
  await attempt(job);
  await expect(verifyInstanceRole(ctx, job.instanceRoleId)).rejects.toMatchObject({
    code: "not_in_this_state",
    extra: { currentStatus: "FAILED" },
  });
});

test("a required policy whose default version lacks its required actions is reported", async () => {
  const role = await active();
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn: NODE,
      PolicyDocument: allowing("ec2:DescribeInstances"),
      SetAsDefault: true,
    }),
  );
  expect(await check(role)).toMatchObject({
    status: "FAILED",
    failure: { reason: "policy_version_changed", facts: { policyArn: NODE, versionId: "v2" } },
  });
});
