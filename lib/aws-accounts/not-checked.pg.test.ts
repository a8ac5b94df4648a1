import { beforeAll, expect, test } from "vitest";
import { EC2_TRUST_POLICY } from "#lib/iam-policy/trust-proposal.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { listInstanceRoles } from "#lib/instance-roles/list.ts";
import { ListInput } from "#lib/instance-roles/schema.ts";
import { FAILED, makeRole } from "../../e2e/api/arrange.ts";
import { check, introducePlatform, pendingAccount, setUp } from "../../e2e/support/connected.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "300";

beforeAll(introducePlatform);

test("a failing account fails none of its roles: they are not checked since they last were", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const role = await setUp(ctx, account);
  await check(ctx, account.id);
  const lastVerifiedAt = new Date("2026-03-03T14:05:09Z");
  const active = await makeRole(ctx.workspace, account, { name: "active", lastVerifiedAt });
  const failed = await makeRole(ctx.workspace, account, { name: "failed", ...FAILED });
  expect((await getInstanceRole(ctx, active.id)).notChecked).toBeUndefined();

  await role.trust(EC2_TRUST_POLICY);
  expect((await check(ctx, account.id, { scheduled: true })).status).toBe("FAILED");
  const seen = await getInstanceRole(ctx, active.id);
  expect(seen).toMatchObject({
    status: "ACTIVE",
    notChecked: { since: lastVerifiedAt.toISOString(), awsAccount: account.id },
  });
  const { items } = await listInstanceRoles(ctx, ListInput.parse({}));
  const marked = items.filter(({ notChecked }) => notChecked).map(({ id }) => id);
  expect(marked).toEqual([active.id]);
  expect((await getInstanceRole(ctx, failed.id)).status).toBe("FAILED");
});
