/** Rotating the external ID: the old one works until a check has passed with the new. */
import { beforeAll, expect, test } from "vitest";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { check, introducePlatform, named, pendingAccount, setUp } from "../../e2e/support/connected.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";
import { getAwsAccount } from "./get.ts";
import { connectionTrustPolicy } from "./onboarding/trust-policy.ts";
import { rotateExternalId } from "./rotate-external-id.ts";
import { accountSetup } from "./setup-documents.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

beforeAll(introducePlatform);

test("the new external ID takes over when a check passes with it, and not before", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const role = await setUp(ctx, account);
  await check(ctx, account.id);
  const { pendingExternalId } = await rotateExternalId(ctx, account.id);
  expect(pendingExternalId).toMatch(/^rc-/);
  expect(pendingExternalId).not.toBe(account.externalId);

  // The trust policy asks for the old one still.
  const before = await check(ctx, account.id);
  expect(before).toMatchObject({ status: "CONNECTED", externalId: account.externalId, pendingExternalId });
  expect(named(before, "external_id_rotation")).toMatchObject({ status: "warning" });

  // The documents carry the new one; once it is in the trust policy, the next check promotes it.
  const { setup } = await accountSetup(ctx, account.id);
  expect(setup.externalId).toBe(pendingExternalId);
  await role.trust(connectionTrustPolicy(setup));
  const after = await check(ctx, account.id);
  expect(after).toMatchObject({ status: "CONNECTED", externalId: pendingExternalId });
  expect(after.pendingExternalId).toBeUndefined();
  expect(named(after, "external_id_rotation")).toMatchObject({ status: "passed" });
});

test("a second rotation answers the pending one: it may be in a trust policy already", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const first = await rotateExternalId(ctx, account.id);
  const second = await rotateExternalId(ctx, account.id);
  expect(second.pendingExternalId).toBe(first.pendingExternalId);
});

test("an open door promotes nothing", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const { setup } = await accountSetup(ctx, account.id);
  const trust = connectionTrustPolicy(setup);
  delete (trust.Statement as { Condition?: object }[])[0]?.Condition;
  await setUp(ctx, account, trust);
  const { pendingExternalId } = await rotateExternalId(ctx, account.id);
  const failed = await check(ctx, account.id);
  expect(failed).toMatchObject({ status: "FAILED", externalId: account.externalId, pendingExternalId });
});

test("a member sees neither the new external ID nor documents with it", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const { pendingExternalId } = await rotateExternalId(ctx, account.id);
  await check(ctx, account.id);
  const member = { ...ctx, role: "MEMBER" } as const;
  const seen = JSON.stringify(await getAwsAccount(member, account.id));
  expect(seen).not.toContain(pendingExternalId);
  expect((await accountSetup(member, account.id)).setup.externalId).toBe(account.externalId);
});

test("a role registers with whichever of the two the trust policy asks for", async () => {
  const { ctx, account } = await pendingAccount("418295702613");
  const role = await setUp(ctx, account);
  await check(ctx, account.id);
  await rotateExternalId(ctx, account.id);
  const { setup } = await accountSetup(ctx, account.id);
  await role.trust(connectionTrustPolicy(setup));
  // No check has seen the new one yet.
  const { id } = await registerInstanceRole(ctx, {
    name: "flat",
    roleArn: "arn:aws:iam::418295702613:role/cluster-reporting",
    description: "",
  });
  expect(await workRunOf(ctx, id)).toMatchObject({ status: "ACTIVE" });
});
