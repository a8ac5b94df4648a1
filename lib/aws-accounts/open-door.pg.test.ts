/** Nothing is registered through a connection role that does not ask for the external ID. */
import { ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { checkInstanceRole } from "#lib/instance-roles/check.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import {
  check,
  introducePlatform,
  pendingAccount,
  seededAccount,
  setUp,
  workCheckInHand,
} from "../../e2e/support/connected.ts";
import { adminOf, iamAs } from "../../e2e/support/connection-role.ts";
import { makeRole } from "../../e2e/support/engine.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";
import { getAwsAccount } from "./get.ts";
import { accountSetup } from "./setup-documents.ts";
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

const ACME = "418295702613";

/** An account that was proven, and whose connection role has since lost its condition. */
async function openedSince() {
  const { ctx, account } = await pendingAccount(ACME);
  const role = await setUp(ctx, account);
  expect((await check(ctx, account.id)).status).toBe("CONNECTED");
  const trust = connectionTrustPolicy((await accountSetup(ctx, account.id)).setup);
  const open = (trust.Statement as object[]).map((one) => ({ ...one, Condition: {} }));
  await role.trust({ ...trust, Statement: open } as typeof trust);
  return { ctx, account };
}

test("a door that opened since the last check is found by the next registration, before it writes", async () => {
  const { ctx, account } = await openedSince();
  const roleArn = await makeRole(ACME);
  const { id } = await registerInstanceRole(ctx, { name: "etl", roleArn, description: "" });
  const role = await workRunOf(ctx, id);
  expect(role).toMatchObject({ status: "FAILED", failure: { reason: "external_id_not_required" } });
  expect(role).not.toHaveProperty("roleId");
  const attached = new ListAttachedRolePoliciesCommand({ RoleName: nameInArn(roleArn) });
  expect((await iamAs(await adminOf(ACME)).send(attached)).AttachedPolicies).toEqual([]);
  // It is the account's fault: a check of it begins by itself, so that it does not go on as Connected.
  expect(await getAwsAccount(ctx, account.id)).toHaveProperty("checking");
  await workCheckInHand(ctx, account.id);
  expect(await getAwsAccount(ctx, account.id)).toMatchObject({
    status: "FAILED",
    failure: { reason: "external_id_not_required" },
  });
});

test("Check first through such a door answers the one reason and nothing of what is behind it", async () => {
  const { ctx } = await openedSince();
  const roleArn = await makeRole(ACME);
  for (const _ of ["a session that is opened", "one that is kept"]) {
    const checked = await checkInstanceRole(ctx, { roleArn });
    expect(checked.problems.map(({ reason }) => reason)).toEqual(["external_id_not_required"]);
    expect(checked).not.toHaveProperty("found");
  }
});

test("a later check of the account says so and keeps nothing that it read", async () => {
  const { ctx, account } = await openedSince();
  const failed = await check(ctx, account.id);
  expect(failed).toMatchObject({ status: "FAILED", failure: { reason: "external_id_not_required" } });
  const { status } = failed.checks.find(({ name }) => name === "quotas") ?? {};
  expect(status).toBe("skipped");
});
