/** An account's life: connecting, changing, checking in turn, removing; each rule with its refusal. */
import { beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { makeRole } from "../../e2e/api/arrange.ts";
import {
  check,
  introducePlatform,
  pendingAccount,
  setUp,
  workCheckInHand,
} from "../../e2e/support/connected.ts";
import { ctxOf, makeWorkspace } from "../../e2e/support/factories.ts";
import { connectAwsAccount } from "./connect.ts";
import { getAwsAccount } from "./get.ts";
import { removeAwsAccount } from "./remove.ts";
import { requestAccountCheck } from "./request-check.ts";
import { checkDueAccounts } from "./schedule.ts";
import { ConnectInput } from "./schema.ts";
import { updateAwsAccount } from "./update.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

const ACME = "418295702613";

beforeAll(introducePlatform);

const newCtx = async () => ctxOf(await makeWorkspace());

function connect(ctx: Ctx, input: { rolePrefix?: string; rolePath?: string; [field: string]: unknown } = {}) {
  const scope = input.rolePrefix || input.rolePath ? {} : { allRoles: true };
  return connectAwsAccount(ctx, ConnectInput.parse({ accountId: ACME, ...scope, ...input }));
}

describe("connecting", () => {
  test.each(["4182-9570-2613", " 4182 9570 2613 ", "arn:aws:iam::418295702613:root"])(
    "the account ID may be typed as %j",
    async (accountId) => {
      const account = await connect(await newCtx(), { accountId });
      expect(account).toMatchObject({
        accountId: ACME,
        partition: "aws",
        connectionRoleArn: `arn:aws:iam::${ACME}:role/rolecall/connection/rolecall-connection`,
      });
    },
  );

  test("an external ID from outside is refused before anything else", () => {
    const sent = { accountId: ACME, allRoles: true, externalId: "chosen-by-a-client" };
    expect(ConnectInput.safeParse(sent).error?.issues).toMatchObject([
      { code: "unrecognized_keys", keys: ["externalId"] },
    ]);
  });

  test("another partition than the platform's is refused", async () => {
    await expect(connect(await newCtx(), { partition: "aws-us-gov" })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: "partition", code: "partition_mismatch" }],
    });
  });

  test.each([
    [{ accountId: `arn:aws-cn:iam::${ACME}:role/x` }, "accountId"],
    [{ accountId: `arn:aws-cn:iam::${ACME}:role/x`, partition: "aws-cn" }, "partition"],
    [{ accountId: `arn:aws-cn:iam::${ACME}:role/x`, partition: "aws" }, "partition"],
    [{ accountId: `arn:aws:iam::${ACME}:role/x`, partition: "aws-cn" }, "partition"],
  ])("an ARN's partition counts as one that is given: %j is refused", async (input, path) => {
    await expect(connect(await newCtx(), input)).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path, code: "partition_mismatch" }],
    });
  });

  test("the Regions in which machines run are kept, whatever else is changed, until they are taken away", async () => {
    const ctx = await newCtx();
    const { id, setup } = await connect(ctx, { regions: ["eu-west-1", "eu-west-1"] });
    expect(setup.regions).toEqual(["eu-west-1"]);
    await updateAwsAccount(ctx, id, { name: "Production" });
    expect((await getAwsAccount(ctx, id)).setup.regions).toEqual(["eu-west-1"]);
    const changed = await updateAwsAccount(ctx, id, { regions: ["us-west-2", "eu-north-1"] });
    expect(changed.setup.regions).toEqual(["us-west-2", "eu-north-1"]);
    expect((await updateAwsAccount(ctx, id, { regions: [] })).setup.regions).toEqual([]);
  });

  test("a Region of another partition is refused", async () => {
    const refusal = { errors: [{ path: "regions", code: "partition_mismatch" }] };
    const ctx = await newCtx();
    await expect(connect(ctx, { regions: ["cn-north-1"] })).rejects.toMatchObject(refusal);
    const { id } = await connect(ctx);
    await expect(updateAwsAccount(ctx, id, { regions: ["us-gov-west-1"] })).rejects.toMatchObject(refusal);
  });

  test.each([
    ["arn:aws:iam::111122223333:role/rolecall", "other_account"],
    ["arn:aws-cn:iam::418295702613:role/rolecall", "partition_mismatch"],
    ["arn:aws:iam::418295702613:user/rolecall", "arn_is_user"],
  ])("the connection role %s is refused", async (connectionRoleArn, code) => {
    await expect(connect(await newCtx(), { connectionRoleArn })).rejects.toMatchObject({
      errors: [{ path: "connectionRoleArn", code }],
    });
  });

  test("the same account again points to the first", async () => {
    const ctx = await newCtx();
    const first = await connect(ctx);
    await expect(connect(ctx)).rejects.toMatchObject({
      code: "already_connected",
      extra: { existing: { id: first.id, accountId: ACME } },
    });
  });

  test("two workspaces connect one account, each with its own external ID", async () => {
    const [one, other] = await Promise.all([connect(await newCtx()), connect(await newCtx())]);
    expect(one.externalId).not.toBe(other.externalId);
  });

  test("a member may not", async () => {
    const ctx = await ctxOf(await makeWorkspace(), "MEMBER");
    await expect(connect(ctx)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("changing", () => {
  test("a name comes and goes; the rest stays", async () => {
    const ctx = await newCtx();
    const { id, externalId } = await connect(ctx);
    expect(await updateAwsAccount(ctx, id, { name: "Production" })).toMatchObject({ name: "Production" });
    const unnamed = await updateAwsAccount(ctx, id, { name: null });
    expect(unnamed.name).toBeUndefined();
    expect(unnamed.externalId).toBe(externalId);
  });

  test("another connection role is unproven until its own check", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    await setUp(ctx, account);
    await check(ctx, account.id);
    const connectionRoleArn = `${account.connectionRoleArn}-2`;
    const changed = await updateAwsAccount(ctx, account.id, { connectionRoleArn });
    expect(changed).toMatchObject({ status: "PENDING", connectionRoleArn, checks: [] });
    expect(changed.checking).toBeDefined();
    await setUp(ctx, changed);
    await workCheckInHand(ctx, account.id);
    expect(await getAwsAccount(ctx, account.id)).toMatchObject({ status: "CONNECTED" });
  });

  test("a role of another account is refused with whose it is", async () => {
    const ctx = await newCtx();
    const { id } = await connect(ctx);
    const connectionRoleArn = "arn:aws:iam::111122223333:role/rolecall-connection";
    await expect(updateAwsAccount(ctx, id, { connectionRoleArn })).rejects.toMatchObject({
      message: expect.stringMatching(/111122223333.*418295702613/),
    });
  });
});

describe("checks in turn", () => {
  test("one that is in hand is joined", async () => {
    const ctx = await newCtx();
    const { id } = await connect(ctx);
    const [one, other] = [await requestAccountCheck(ctx, id), await requestAccountCheck(ctx, id)];
    expect(other.checking).toEqual(one.checking);
  });

  test("accounts come due once, however many workers look; Pending ones wait for their first check", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const ago = new Date(Date.now() - 20 * 60_000);
    const set = (data: object) =>
      inWorkspace(ctx.workspace.id, (tx) =>
        tx.awsAccount.updateMany({ where: { workspaceId: ctx.workspace.id, id: account.id }, data }),
      );
    await checkDueAccounts(15);
    expect((await getAwsAccount(ctx, account.id)).checking).toBeUndefined();

    await set({ status: "CONNECTED", checkedAt: ago });
    await Promise.all([checkDueAccounts(15), checkDueAccounts(15), checkDueAccounts(15)]);
    const { checking } = await getAwsAccount(ctx, account.id);
    expect(checking).toBeDefined();
    await checkDueAccounts(15);
    expect((await getAwsAccount(ctx, account.id)).checking).toEqual(checking);

    await set({ checkId: null, checkedAt: new Date() });
    await checkDueAccounts(15);
    expect((await getAwsAccount(ctx, account.id)).checking).toBeUndefined();
  });
});

describe("removing", () => {
  test("is refused while roles are registered, and lists them", async () => {
    const ctx = await newCtx();
    const account = await connect(ctx);
    const role = await makeRole(ctx.workspace, account, { name: "etl" });
    await expect(removeAwsAccount(ctx, account.id)).rejects.toMatchObject({
      code: "account_in_use",
      extra: { instanceRoleCount: 1, instanceRoles: [{ id: role.id, name: "etl", status: "ACTIVE" }] },
    });
  });

  test("then it is gone", async () => {
    const ctx = await newCtx();
    const { id } = await connect(ctx);
    await removeAwsAccount(ctx, id);
    await expect(getAwsAccount(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(removeAwsAccount(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  });
});
