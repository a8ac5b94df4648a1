/** Sessions say for which workspace they are, where the trust policy allows that, and go without it where it does not. */
import { beforeAll, expect, test } from "vitest";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { check, introducePlatform, named, pendingAccount, setUp } from "../../e2e/support/connected.ts";
import { makeRole } from "../../e2e/support/engine.ts";
import { workRunOf } from "../../e2e/support/worked-run.ts";
import { sourceIdentityOf } from "./connection/source-identity.ts";
import { accountSetup } from "./setup-documents.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

const ACME = "418295702613";

beforeAll(introducePlatform);

type Logged = { action: string; params: Record<string, string>; code?: string };

type Account = { connectionRoleArn: string; externalId: string };

/** How the connection role was asked for with its external ID, in the order of the calls. */
async function assumed({ connectionRoleArn, externalId }: Account, sessionName: RegExp) {
  const answer = await fetch(new URL("/_sandbox/calls", process.env.SANDBOX_URL));
  const calls = (await answer.json()) as Logged[];
  return calls
    .filter(({ params }) => params.RoleArn === connectionRoleArn && params.ExternalId === externalId)
    .filter(({ params }) => sessionName.test(params.RoleSessionName ?? ""))
    .map(({ params, code }) => [params.SourceIdentity, code ?? "accepted"]);
}

const OF_A_RUN = /^rolecall-(?!check-)/;

async function register(ctx: Ctx) {
  const roleArn = await makeRole(ACME);
  const { id } = await registerInstanceRole(ctx, { name: "etl", roleArn, description: "" });
  return workRunOf(ctx, id);
}

async function withoutSourceIdentity(ctx: Ctx, id: string) {
  const trust = connectionTrustPolicy((await accountSetup(ctx, id)).setup);
  return { ...trust, Statement: (trust.Statement as object[]).slice(0, 1) } as typeof trust;
}

test("an account set up by the documents: a check sees it, and registrations carry it in one call", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  await setUp(ctx, account);
  const sourceIdentity = sourceIdentityOf(ctx.workspace);
  const checked = await check(ctx, account.id);
  expect(named(checked, "source_identity")).toMatchObject({
    status: "passed",
    detail: expect.stringContaining(sourceIdentity),
  });
  expect(await register(ctx)).toMatchObject({ status: "ACTIVE" });
  expect(await assumed(account, OF_A_RUN)).toEqual([[sourceIdentity, "accepted"]]);
});

test("a trust policy that does not allow it: it is not sent, and nothing depends on it", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  await setUp(ctx, account, await withoutSourceIdentity(ctx, account.id));
  const checked = await check(ctx, account.id);
  expect(checked).toMatchObject({ status: "CONNECTED" });
  expect(named(checked, "source_identity")).toMatchObject({ status: "skipped" });
  expect(await register(ctx)).toMatchObject({ status: "ACTIVE" });
  expect(await assumed(account, OF_A_RUN)).toEqual([[undefined, "accepted"]]);
});

test("revoked since the last check: a registration goes on without it, and the next check sees it", async () => {
  const { ctx, account } = await pendingAccount(ACME);
  const role = await setUp(ctx, account);
  await check(ctx, account.id);
  await role.trust(await withoutSourceIdentity(ctx, account.id));
  expect(await register(ctx)).toMatchObject({ status: "ACTIVE" });
  expect(await assumed(account, OF_A_RUN)).toEqual([
    [sourceIdentityOf(ctx.workspace), "AccessDenied"],
    [undefined, "accepted"],
  ]);
  expect(named(await check(ctx, account.id), "source_identity")).toMatchObject({ status: "skipped" });
});

test("what is sent is what AWS takes, however long the workspace's name", () => {
  for (const slug of ["acme", "a".repeat(63)]) {
    expect(sourceIdentityOf({ slug })).toMatch(/^rolecall-[\w+=,.@-]{1,55}$/);
  }
});
