/** The connection role cannot hurt its account: what it could do to itself, tried and asked. */
import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { beforeAll, expect, test } from "vitest";
import { openSession } from "#lib/aws/session.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import { connectionPermissions, permissionDocument } from "#lib/setup-documents/permissions.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import { check, introducePlatform, named, pendingAccount, setUp } from "../../e2e/support/connected.ts";
import { accountSetup } from "./setup-documents.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

const ACME = "418295702613";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

beforeAll(introducePlatform);

test("a connection role of today may not attach a required policy to itself, and the check proves it", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  await setUp(ctx, account);
  const { connectionRoleArn: roleArn, externalId } = account;
  expect(roleArn).toContain(":role/rolecall/connection/");
  const { signal } = new AbortController();
  const { iam } = await openSession(
    { retry: { budgetMs: 1_000, signal } },
    { regions: ["us-east-1"], roleArn, externalId, sessionName: "attack" },
  );
  const attach = new AttachRolePolicyCommand({ RoleName: nameInArn(roleArn), PolicyArn: SSM });
  await expect(iam.send(attach)).rejects.toThrow(/explicit deny/);
  const connected = await check(ctx, account.id);
  expect(named(connected, "cannot_change_itself")?.status).toBe("passed");
  expect(named(connected, "trusts_only_rolecall")?.status).toBe("passed");
  expect(connected.upgrade).toBeUndefined();
});

test("one that was set up before goes on working, and is told what to change in its policy", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  const role = await setUp(ctx, account);
  const { setup } = await accountSetup(ctx, account.id);
  const before = connectionPermissions(setup).filter(({ deniesOthers }) => !deniesOthers);
  await role.permissions(permissionDocument(before));
  await role.withoutBoundary();
  const connected = await check(ctx, account.id);
  expect(connected.status).toBe("CONNECTED");
  expect(named(connected, "cannot_change_itself")).toMatchObject({
    status: "warning",
    detail: expect.stringContaining("iam:AttachRolePolicy, iam:DetachRolePolicy and iam:PassRole"),
  });
  expect(connected.upgrade).toMatchObject({ canChangeItself: true });
  const added = connected.upgrade?.diff
    ?.filter(({ kind }) => kind === "added")
    .map(({ text }) => text.trim());
  expect(added).toContain('"Sid": "NeverTheConnectionRole",');
  await role.permissions(permissionDocument(connectionPermissions(setup)));
  expect((await check(ctx, account.id)).upgrade).toBeUndefined();
});

test("whoever else the trust policy lets in is named", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  const trust = connectionTrustPolicy((await accountSetup(ctx, account.id)).setup);
  const another = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${ACME}:root` },
    Action: "sts:AssumeRole",
  };
  await setUp(ctx, account, {
    ...trust,
    Statement: [...(trust.Statement as object[]), another],
  } as PolicyJson);
  const connected = await check(ctx, account.id);
  expect(connected.status).toBe("CONNECTED");
  expect(named(connected, "trusts_only_rolecall")).toMatchObject({
    status: "warning",
    detail: expect.stringContaining(`account ${ACME}`),
  });
});
