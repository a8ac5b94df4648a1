/** Connects accounts through the verbs, and runs their checks as a worker does. */
import { randomBytes } from "node:crypto";
import type { AccountCheckJob } from "#lib/aws-accounts/check-job.ts";
import { findChecked } from "#lib/aws-accounts/check-store.ts";
import { connectAwsAccount } from "#lib/aws-accounts/connect.ts";
import { getAwsAccount } from "#lib/aws-accounts/get.ts";
import { requestAccountCheck } from "#lib/aws-accounts/request-check.ts";
import type { ConnectInput } from "#lib/aws-accounts/schema.ts";
import { accountSetup } from "#lib/aws-accounts/setup-documents.ts";
import type { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { workAccountCheck } from "#lib/aws-accounts/work-check.ts";
import { db } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { PolicyJson } from "#lib/iam-policy/parse.ts";
import { setupJson } from "#lib/setup-documents/json.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { adminOf, applySetup, type ConnectionRole, sandboxKeys } from "./connection-role.ts";
import { connectAccount, ctxOf, makeWorkspace, type TestConnection } from "./factories.ts";

/** Stores the platform principal, as a worker would. */
export async function introducePlatform(): Promise<void> {
  const { platform } = await sandboxKeys();
  await db().workerHeartbeat.create({ data: { id: crypto.randomUUID(), platform: { arn: platform.arn } } });
}

/** A new workspace with an account that is not connected yet, and a unique connection role name. */
export async function pendingAccount(
  accountId: string,
  more: Partial<Pick<ConnectInput, "rolePrefix" | "rolePath" | "includeAttach">> = {},
): Promise<{ ctx: Ctx; account: AwsAccountView }> {
  const ctx = await ctxOf(await makeWorkspace());
  const connectionRoleName = `rolecall-test-${randomBytes(6).toString("hex")}`;
  const all = more.rolePrefix || more.rolePath ? {} : ({ allRoles: true } as const);
  const choices = {
    includeBulkRead: false,
    includeAttach: false,
    includeListRoles: false,
    withoutBoundary: false,
    ...all,
  };
  const input = { accountId, connectionRoleName, ...choices, ...more };
  return { ctx, account: await connectAwsAccount(ctx, input) };
}

/** A seeded account that is connected, in a new workspace. */
export async function seededAccount(accountId: string): Promise<{ ctx: Ctx; account: { id: string } }> {
  const workspace = await makeWorkspace();
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connections = (await answer.json()) as TestConnection[];
  const connection = connections.find((one) => one.accountId === accountId);
  if (!connection) throw new Error(`the sandbox connects no account ${accountId}`);
  const { connectionRoleArn, externalId } = connection;
  const account = await connectAccount(workspace, { accountId, connectionRoleArn, externalId });
  return { ctx: await ctxOf(workspace), account };
}

/** Applies the set-up as the customer does, or with another trust policy. */
export async function setUp(ctx: Ctx, account: AwsAccountView, trust?: PolicyJson): Promise<ConnectionRole> {
  const { setup } = await accountSetup(ctx, account.id);
  return applySetup(await adminOf(account.accountId), setupJson(setup), trust);
}

/** Requests a check and runs its job. */
export async function check(ctx: Ctx, id: string, { scheduled = false } = {}): Promise<AwsAccountView> {
  await requestAccountCheck(ctx, id);
  await workCheckInHand(ctx, id, { scheduled });
  return getAwsAccount(ctx, id);
}

export async function workCheckInHand(ctx: Ctx, id: string, { scheduled = false } = {}): Promise<void> {
  const data = { ...(await jobInHand(ctx, id)), scheduled };
  const { signal } = new AbortController();
  if (await findChecked(data)) {
    await workAccountCheck({ id: "test", data, attempt: 1, isLastAttempt: true, signal });
  }
}

/** Returns the job of the requested check. */
export async function jobInHand(ctx: Ctx, id: string): Promise<AccountCheckJob> {
  const workspaceId = ctx.workspace.id;
  const row = await inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.findFirstOrThrow({ where: { workspaceId, id }, select: { checkId: true } }),
  );
  return { workspaceId, awsAccountId: id, checkId: row.checkId as string, scheduled: false };
}

export function named(account: AwsAccountView, name: string) {
  return account.checks.find((one) => one.name === name);
}
