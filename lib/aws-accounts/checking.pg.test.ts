/** The proof of a connection, against an AWS that enforces trust, permissions, boundaries and quotas. */
import { beforeAll, describe, expect, test } from "vitest";
import { callsOf, option } from "#lib/iac/fake-aws.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { connectionPermissions, permissionDocument } from "#lib/setup-documents/permissions.ts";
import { connectionTrustPolicy } from "#lib/setup-documents/trust-policy.ts";
import {
  check,
  introducePlatform,
  named,
  pendingAccount,
  seededAccount,
  setUp,
} from "../../e2e/support/connected.ts";
import { attempt, makeRole, register } from "../../e2e/support/engine.ts";
import { accountSetup } from "./setup-documents.ts";

process.env.ROLECALL_FRESH_BUDGET_MS = "700";

const ACME = "418295702613";

beforeAll(introducePlatform);

describe("an account set up by the documents", () => {
  test("is Pending with an external ID, then Connected, each permission seen", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    expect(account).toMatchObject({ status: "PENDING", accountId: ACME, checks: [] });
    expect(account.externalId).toMatch(/^rc-[A-Za-z0-9]{32}$/);
    await setUp(ctx, account);
    const connected = await check(ctx, account.id);
    expect(connected.checks.filter(({ status }) => status !== "passed")).toEqual([]);
    expect(await readsOf(account.connectionRoleArn)).toContain("SimulatePrincipalPolicy");
    expect(connected).toMatchObject({ status: "CONNECTED", alias: "acme-production" });
    expect(connected.failure).toBeUndefined();
    const { setup } = await accountSetup(ctx, account.id);
    const allowed = connectionPermissions(setup).filter(({ deniesOthers }) => !deniesOthers);
    const actions = allowed.flatMap((permission) => permission.actions);
    for (const { action } of actions) expect(named(connected, `permission:${action}`)).toBeDefined();
  });

  test("may be limited to a path, and is tested within it", async () => {
    const { ctx, account } = await pendingAccount(ACME, { rolePath: "/team/", rolePrefix: "data-" });
    await setUp(ctx, account);
    expect((await check(ctx, account.id)).status).toBe("CONNECTED");
  });
});

const OF_THE_DOOR = ["assume", "refused_without_external_id", "refused_with_wrong_external_id", "sts_region"];

/** What AWS was asked about the connection role in a session of it. */
async function readsOf(connectionRoleArn: string): Promise<string[]> {
  const answer = await fetch(new URL("/_sandbox/calls", process.env.SANDBOX_URL));
  const calls = (await answer.json()) as { action: string; params: Record<string, string> }[];
  return calls
    .filter(({ params }) => params.PolicySourceArn === connectionRoleArn)
    .map(({ action }) => action);
}

describe("an open door", () => {
  test.each(["without", "wrong"] as const)(
    "fails the account loudly: %s external ID gets in",
    async (how) => {
      const { ctx, account } = await pendingAccount(ACME);
      const { setup } = await accountSetup(ctx, account.id);
      const trust = connectionTrustPolicy(setup);
      const [statement] = trust.Statement as { Condition?: object }[];
      if (how === "without") delete statement?.Condition;
      else Object.assign(statement as object, { Condition: { StringLike: { "sts:ExternalId": "*" } } });
      await setUp(ctx, account, trust);
      const failed = await check(ctx, account.id);
      expect(failed).toMatchObject({ status: "FAILED", failure: { reason: "external_id_not_required" } });
      const open = how === "without" ? "refused_without_external_id" : "refused_with_wrong_external_id";
      expect(named(failed, open)).toMatchObject({ status: "failed", fix: { kind: "trust_policy" } });
      expect(named(failed, open)?.fix?.body).toContain(account.externalId);
      expect(named(failed, "assume")?.status).toBe("passed");
      // Nothing is read in a session that anybody could have, and nothing of one is kept.
      const behind = failed.checks.filter(({ name }) => !OF_THE_DOOR.includes(name));
      expect(new Set(behind.map(({ status }) => status))).toEqual(new Set(["skipped"]));
      expect(failed.alias).toBeUndefined();
      expect(await readsOf(account.connectionRoleArn)).toEqual([]);
    },
  );

  test("is closed by adding the condition, and the account recovers", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const { setup } = await accountSetup(ctx, account.id);
    const trust = connectionTrustPolicy(setup);
    const open = structuredClone(trust);
    delete (open.Statement as { Condition?: object }[])[0]?.Condition;
    const role = await setUp(ctx, account, open);
    expect((await check(ctx, account.id)).status).toBe("FAILED");
    await role.trust(trust);
    expect((await check(ctx, account.id)).status).toBe("CONNECTED");
  });
});

describe("what is lacking", () => {
  test("a role that is not there: nothing is concluded from being refused", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const failed = await check(ctx, account.id);
    expect(failed).toMatchObject({ status: "FAILED", failure: { reason: "assume_denied" } });
    expect(named(failed, "assume")?.status).toBe("failed");
    expect(named(failed, "refused_without_external_id")?.status).toBe("skipped");
    expect(failed.connectedAt).toBeUndefined();
  });

  test("the role that the fixes make may prepare what was chosen and no more", async () => {
    const scope = { rolePath: "/team/", rolePrefix: "data-" };
    const { ctx, account } = await pendingAccount(ACME, scope);
    const failed = await check(ctx, account.id);
    const job = await register(ctx, await makeRole(ACME));
    await attempt(job);
    const role = await getInstanceRole(ctx, job.instanceRoleId);
    for (const { failure } of [failed, role]) {
      expect(failure?.reason).toBe("assume_denied");
      const script = failure?.fixes.find(({ kind }) => kind === "aws_cli")?.body ?? "";
      const policy = callsOf(script, { absent: ["get-role"] }).find(([, name]) => name === "put-role-policy");
      const { Statement } = JSON.parse(option(policy ?? [], "policy-document"));
      const of = (action: string) =>
        Statement.find(({ Action }: { Action: string[] }) => Action.includes(action)).Resource;
      for (const action of ["iam:AttachRolePolicy", "iam:PassRole"]) {
        expect(of(action)).toBe(`arn:aws:iam::${ACME}:role/team/data-*`);
      }
    }
  });

  test("each permission by name, with a grant that keeps the conditions", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const role = await setUp(ctx, account);
    const { setup } = await accountSetup(ctx, account.id);
    const lacking = new Set(["iam:AttachRolePolicy", "iam:PassRole", "iam:CreateInstanceProfile"]);
    const some = connectionPermissions(setup).map((permission) => ({
      ...permission,
      actions: permission.actions.filter(({ action }) => !lacking.has(action)),
    }));
    await role.permissions(permissionDocument(some.filter(({ actions }) => actions.length > 0)));
    const failed = await check(ctx, account.id);
    expect(failed).toMatchObject({
      status: "FAILED",
      failure: { reason: "connection_missing_permission", aws: { policyLayer: "identity" } },
    });
    const missing = failed.checks.filter(({ status }) => status === "failed").map(({ name }) => name);
    expect(new Set(missing)).toEqual(new Set([...lacking].map((action) => `permission:${action}`)));
    const body = failed.failure?.fixes[0]?.body ?? "";
    for (const word of [...lacking, "iam:PolicyARN", "iam:PassedToService"]) expect(body).toContain(word);
  });

  test("without the simulator, reads are tried and the rest is a warning", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const role = await setUp(ctx, account);
    const { setup } = await accountSetup(ctx, account.id);
    const some = connectionPermissions(setup).map((permission) => ({
      ...permission,
      actions: permission.actions.filter(({ action }) => action !== "iam:SimulatePrincipalPolicy"),
    }));
    await role.permissions(permissionDocument(some));
    const connected = await check(ctx, account.id);
    expect(connected.status).toBe("CONNECTED");
    expect(named(connected, "permission:iam:GetRole")).toMatchObject({ status: "passed" });
    expect(named(connected, "permission:iam:AttachRolePolicy")).toMatchObject({ status: "warning" });
    expect(named(connected, "permission:iam:SimulatePrincipalPolicy")).toMatchObject({ status: "warning" });
  });

  test("a permission that only an SCP takes away, as far as the simulator knows, is a warning", async () => {
    const { ctx, account } = await seededAccount("701300000034");
    const connected = await check(ctx, account.id);
    expect(connected.status).toBe("CONNECTED");
    expect(named(connected, "permission:iam:AttachRolePolicy")).toMatchObject({
      status: "warning",
      detail: expect.stringContaining("ask your organization's administrators"),
    });
    expect(named(connected, "permission:iam:GetRole")).toMatchObject({ status: "passed" });
  });

  test("a Region lock does not fail an account whose calls work", async () => {
    const { ctx, account } = await seededAccount("701300000224");
    const connected = await check(ctx, account.id);
    expect(connected.status).toBe("CONNECTED");
    expect(named(connected, "permission:iam:AttachRolePolicy")).toMatchObject({ status: "passed" });
    expect(named(connected, "permission:ec2:DescribeInstances")).toMatchObject({ status: "warning" });
  });

  test("room for instance profiles is counted before it is needed", async () => {
    const { ctx, account } = await pendingAccount("701300000158");
    await setUp(ctx, account);
    const connected = await check(ctx, account.id);
    expect(connected.status).toBe("CONNECTED");
    expect(named(connected, "quotas")).toMatchObject({
      status: "warning",
      detail: expect.stringContaining("0 instance profiles"),
    });
  });
});

describe("a role that is not what it was", () => {
  test("made anew: a warning that stays until somebody has looked", async () => {
    const { ctx, account } = await pendingAccount(ACME);
    const role = await setUp(ctx, account);
    await check(ctx, account.id);
    await role.makeAgain();
    for (const _ of [1, 2]) {
      const scheduled = await check(ctx, account.id, { scheduled: true });
      expect(named(scheduled, "same_role")).toMatchObject({ status: "warning" });
    }
    expect(named(await check(ctx, account.id), "same_role")).toMatchObject({ status: "warning" });
    expect(named(await check(ctx, account.id), "same_role")).toMatchObject({ status: "passed" });
  });
});
