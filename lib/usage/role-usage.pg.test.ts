/** How a role is used, given the trust policy in AWS. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb } from "#lib/db/client.ts";
import { closeDirect } from "#lib/db/direct.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { connectedTo, makeRole, ownSandbox } from "../../e2e/support/engine.ts";
import { ownDatabase } from "../../e2e/support/own-database.ts";
import { readRoleUsage } from "./role-usage.ts";

const ACME = "418295702613";
let sandbox: RunningSandbox;
let ctx: Ctx;

beforeAll(async () => {
  await ownDatabase();
  sandbox = await ownSandbox();
  ctx = await connectedTo(sandbox, ACME);
});
afterAll(async () => {
  await Promise.all([closeDb(), closeDirect(), sandbox.close()]);
});

/** A role that is registered in the database only. */
async function registered(roleArn: string, fields: object = {}): Promise<string> {
  const workspaceId = ctx.workspace.id;
  const id = uuid7();
  await inWorkspace(workspaceId, async (tx) => {
    const account = await tx.awsAccount.findFirstOrThrow({ where: { workspaceId, accountId: ACME } });
    const data = {
      workspaceId,
      id,
      awsAccountId: account.id,
      name: id,
      nameKey: id,
      roleArn,
      status: "ACTIVE" as const,
      instanceProfileArn: `arn:aws:iam::${ACME}:instance-profile/rolecall/nodes`,
      createdBy: "a test",
      ...fields,
    };
    await tx.instanceRole.createMany({ data });
  });
  return id;
}

test("launchers of EC2 are allowed, and ECS tasks lack a statement", async () => {
  const { sections } = await readRoleUsage(ctx, await registered(await makeRole(ACME)));
  expect(sections.find(({ id }) => id === "ec2")).toMatchObject({
    allowedByTrust: true,
    value: `arn:aws:iam::${ACME}:instance-profile/rolecall/nodes`,
  });
  expect(sections.find(({ id }) => id === "batch_jobs")).toMatchObject({
    allowedByTrust: false,
    missingStatement: { Principal: { Service: "ecs-tasks.amazonaws.com" } },
  });
});

test("a role that is not Active is refused, and one that AWS does not return is reported as unread", async () => {
  const failed = await registered(await makeRole(ACME), { status: "FAILED" });
  await expect(readRoleUsage(ctx, failed)).rejects.toMatchObject({ code: "role_not_active", status: 409 });
  const gone = await registered(`arn:aws:iam::${ACME}:role/gone-${uuid7()}`);
  await expect(readRoleUsage(ctx, gone)).rejects.toMatchObject({ code: "trust_policy_unread" });
});
