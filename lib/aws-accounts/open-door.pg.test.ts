/** Nothing is registered through a connection role that does not ask for the external ID. */
import { beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { check, introducePlatform, seededAccount } from "../../e2e/support/connected.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";
import { updateAwsAccount } from "./update.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

const OPEN = "701300000125";

beforeAll(introducePlatform);

const register = (ctx: Ctx) =>
  registerInstanceRole(ctx, {
    name: "cluster",
    roleArn: `arn:aws:iam::${OPEN}:role/cluster`,
    description: "",
  });

test.each([
  ["an account nobody has checked yet is tried before anything is written", false],
  ["an account whose check found the door open is tried again, and it still is", true],
])("%s", async (_, isChecked) => {
  const { ctx, account } = await seededAccount(OPEN);
  if (isChecked) expect((await check(ctx, account.id)).status).toBe("FAILED");
  const { id } = await register(ctx);
  const role = await workRunOf(ctx, id);
  expect(role).toMatchObject({ status: "FAILED", failure: { reason: "external_id_not_required" } });
});

test("a check that came to nothing has proven nothing: neither of the role it could not assume", async () => {
  const { ctx, account } = await seededAccount(OPEN);
  const failure = { reason: "assume_denied", facts: {}, step: "connect" };
  const where = { workspaceId: ctx.workspace.id, id: account.id };
  const data = { status: "FAILED", failure, checkedAt: new Date() } as const;
  await inWorkspace(ctx.workspace.id, (tx) => tx.awsAccount.updateMany({ where, data }));
  const { id } = await register(ctx);
  expect(await workRunOf(ctx, id)).toMatchObject({ failure: { reason: "external_id_not_required" } });
});

test("nor of the one that is named in its place", async () => {
  const { ctx, account } = await seededAccount(OPEN);
  const open = `arn:aws:iam::${OPEN}:role/rolecall-connection`;
  await updateAwsAccount(ctx, account.id, { connectionRoleArn: `arn:aws:iam::${OPEN}:role/nowhere` });
  expect((await check(ctx, account.id)).failure?.reason).toBe("assume_denied");
  const { id } = await register(ctx);
  expect(await workRunOf(ctx, id)).toMatchObject({ failure: { reason: "assume_denied" } });
  const changed = await updateAwsAccount(ctx, account.id, { connectionRoleArn: open });
  expect(changed).not.toHaveProperty("checkedAt");
  await retryInstanceRole(ctx, id);
  expect(await workRunOf(ctx, id)).toMatchObject({ failure: { reason: "external_id_not_required" } });
});
