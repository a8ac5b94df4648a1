/** Rotating the external ID: the old one works until a check has passed with the new. */
import { beforeAll, describe, expect, test } from "vitest";
import { listAuditEvents } from "#lib/audit/list.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import {
  check,
  introducePlatform,
  jobInHand,
  named,
  pendingAccount,
  setUp,
} from "../../e2e/support/connected.ts";
import { ctxOf, makeWorkspace } from "../../e2e/support/factories.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";
import { cancelRotation } from "./cancel-rotation.ts";
import { settleCheck } from "./check-store.ts";
import { getAwsAccount } from "./get.ts";
import { requestAccountCheck } from "./request-check.ts";
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
    roleArn: "arn:aws:iam::418295702613:role/warehouse-loader",
    description: "",
  });
  expect(await workRunOf(ctx, id)).toMatchObject({ status: "ACTIVE" });
});

describe("a trust policy that was put back after a rotation", () => {
  /** Rotated through and through, and then the first trust policy is applied again. */
  async function putBack() {
    const { ctx, account } = await pendingAccount("418295702613");
    const before = connectionTrustPolicy((await accountSetup(ctx, account.id)).setup);
    const role = await setUp(ctx, account);
    await check(ctx, account.id);
    await rotateExternalId(ctx, account.id);
    await role.trust(connectionTrustPolicy((await accountSetup(ctx, account.id)).setup));
    const { externalId } = await check(ctx, account.id);
    await role.trust(before);
    return { ctx, account: { ...account, externalId }, retired: account.externalId, role };
  }

  test("is told by a check, with the current external ID to paste, and cured by it", async () => {
    const { ctx, account, retired, role } = await putBack();
    const failed = await check(ctx, account.id);
    expect(failed).toMatchObject({
      status: "FAILED",
      externalId: account.externalId,
      failure: { reason: "external_id_mismatch", actor: "you" },
    });
    expect(named(failed, "assume")).toMatchObject({ status: "failed", fix: { kind: "trust_policy" } });
    const shown = JSON.stringify(failed.failure?.fixes);
    expect(shown).toContain(account.externalId);
    expect(shown).not.toContain(retired);
    await role.trust(connectionTrustPolicy((await accountSetup(ctx, account.id)).setup));
    expect((await check(ctx, account.id)).status).toBe("CONNECTED");
  });

  test("registers nothing, although the old external ID would open it", async () => {
    const { ctx } = await putBack();
    const { id } = await registerInstanceRole(ctx, {
      name: "etl",
      roleArn: "arn:aws:iam::418295702613:role/warehouse-loader",
      description: "",
    });
    expect(await workRunOf(ctx, id)).toMatchObject({
      status: "FAILED",
      failure: { reason: "external_id_mismatch", step: "connect" },
    });
  });
});

describe("a rotation that is cancelled", () => {
  test("leaves the external ID as it was, and a trust policy with the new one is told from other refusals", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    const role = await setUp(ctx, account);
    await check(ctx, account.id);
    await rotateExternalId(ctx, account.id);
    await role.trust(connectionTrustPolicy((await accountSetup(ctx, account.id)).setup));
    const cancelled = await cancelRotation(ctx, account.id);
    expect(cancelled).toMatchObject({ externalId: account.externalId });
    expect(cancelled.pendingExternalId).toBeUndefined();
    const failed = await check(ctx, account.id);
    expect(failed).toMatchObject({ externalId: account.externalId, status: "FAILED" });
    expect(failed.failure?.reason).toBe("external_id_mismatch");
    await role.trust(connectionTrustPolicy((await accountSetup(ctx, account.id)).setup));
    expect((await check(ctx, account.id)).status).toBe("CONNECTED");
  });

  test("is not undone by a check that was under way with the new one", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    await rotateExternalId(ctx, account.id);
    await setUp(ctx, account);
    await requestAccountCheck(ctx, account.id);
    const job = await jobInHand(ctx, account.id);
    const { pendingExternalId } = await getAwsAccount(ctx, account.id);
    await cancelRotation(ctx, account.id);
    const outcome = { checks: [], failure: null, promotedExternalId: pendingExternalId as string };
    expect(await settleCheck(job, outcome)).toBe(true);
    expect((await getAwsAccount(ctx, account.id)).externalId).toBe(account.externalId);
  });

  test("does not go on asking for the new external ID", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    await setUp(ctx, account);
    await rotateExternalId(ctx, account.id);
    expect(named(await check(ctx, account.id), "external_id_rotation")).toBeDefined();
    expect(named(await cancelRotation(ctx, account.id), "external_id_rotation")).toBeUndefined();
  });

  test("may have ended already: that is said", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    await expect(cancelRotation(ctx, account.id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is an admin's to cancel, and of their own workspace", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    const { pendingExternalId } = await rotateExternalId(ctx, account.id);
    await expect(cancelRotation({ ...ctx, role: "MEMBER" }, account.id)).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await ctxOf(await makeWorkspace());
    await expect(cancelRotation(stranger, account.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await getAwsAccount(ctx, account.id)).pendingExternalId).toBe(pendingExternalId);
  });

  test("is written down", async () => {
    const { ctx, account } = await pendingAccount("418295702613");
    await rotateExternalId(ctx, account.id);
    await cancelRotation(ctx, account.id);
    const { items } = await listAuditEvents(ctx, { limit: 10 });
    expect(items.map(({ action }) => action)).toContain("aws_account.cancel_rotation");
  });
});
