/** Nothing is registered through a connection role that does not ask for the external ID. */
import { beforeAll, expect, test } from "vitest";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { check, introducePlatform, seededAccount } from "../../e2e/support/connected.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";

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
