/** Failures that need a race, an outage, or an unusual account. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import type { FailureReason } from "#lib/failures/failure.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";
import type { ErrorRule, Faults } from "#sandbox/faults/settings.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { check } from "./support/connected.ts";
import {
  attempt,
  connectedTo,
  heldBy,
  holds,
  jobOf,
  ownSandbox,
  register,
  remove,
} from "./support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "./support/factories.ts";
import { ownDatabase } from "./support/own-database.ts";

const ACME = "418295702613";
const GLOBEX = "562931847205";
const ARN = `arn:aws:iam::${ACME}:role/cluster-reporting`;

let sandbox: RunningSandbox;
beforeAll(async () => {
  // Seeded roles have the same ids in every sandbox, and the ledger is keyed by ids.
  await ownDatabase();
  sandbox = await ownSandbox({
    ROLECALL_THROTTLE_BUDGET_MS: "500",
    ROLECALL_PROPAGATION_BUDGET_MS: "600",
  });
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

const every = (action: string, code: string, status: number, message?: string): Partial<Faults> => ({
  errors: [{ action, code, status, ...(message && { message }) } satisfies ErrorRule],
});

type Seldom = [reason: FailureReason, actor: string, faults: Partial<Faults>, says: string];

const SELDOM: Seldom[] = [
  [
    "platform_credentials",
    "operator",
    every("AssumeRole", "InvalidClientTokenId", 403),
    "credentials Rolecall itself runs with",
  ],
  ["platform_credentials", "operator", every("AssumeRole", "ExpiredToken", 403), "ExpiredToken"],
  [
    "sts_region_disabled",
    "you",
    every("AssumeRole", "RegionDisabledException", 403),
    "not active in us-east-1 and us-east-2",
  ],
  [
    "aws_unavailable",
    "nobody",
    every("GetRole", "ServiceUnavailable", 503),
    "no usable answer to iam:GetRole",
  ],
  ["aws_throttled", "nobody", every("AttachRolePolicy", "Throttling", 400), "too many requests"],
  [
    "policy_changed_under_us",
    "nobody",
    every("AttachRolePolicy", "ConcurrentModification", 409),
    "attached the policy",
  ],
  [
    "policy_changed_under_us",
    "nobody",
    every("CreateInstanceProfile", "ConcurrentModification", 409),
    "made the instance profile cluster-reporting",
  ],
  [
    "role_not_modifiable",
    "role_owner",
    every("AttachRolePolicy", "UnmodifiableEntity", 400),
    "The role cluster-reporting belongs to an AWS service",
  ],
  [
    "profile_quota_exceeded",
    "you",
    every("CreateInstanceProfile", "LimitExceeded", 409),
    "All 5,000 instance profiles",
  ],
  [
    "policy_quota_exceeded",
    "role_owner",
    every("AttachRolePolicy", "LimitExceeded", 409),
    "of the 10 that AWS allows",
  ],
  [
    "profile_not_visible_yet",
    "nobody",
    every("AddRoleToInstanceProfile", "NoSuchEntity", 404),
    "The instance profile cluster-reporting was made",
  ],
  ["unexpected", "operator", every("GetRole", "Unheard", 400), "which Rolecall does not know how to handle"],
  [
    "unexpected",
    "you",
    every("GetRole", "OptInRequired", 403),
    "the account is not active yet or was suspended",
  ],
];

describe("a registration", () => {
  test.each(SELDOM)("%s", async (reason, actor, faults, says) => {
    const before = await heldBy(sandbox, ACME);
    const ctx = await connectedTo(sandbox, ACME);
    sandbox.faults.set(faults);
    const job = await register(ctx, ARN);
    await attempt(job);
    const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
    expect(failure).toMatchObject({ reason, actor });
    expect(failure?.detail).toContain(says);
    sandbox.faults.reset();
    // It left nothing in AWS, and a retry succeeds.
    expect(await heldBy(sandbox, ACME)).toEqual(before);
    expect(await holds(job)).toEqual([]);
    await retryInstanceRole(ctx, job.instanceRoleId);
    await attempt(await jobOf(ctx, job.instanceRoleId));
    expect((await getInstanceRole(ctx, job.instanceRoleId)).status).toBe("ACTIVE");
    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("policy_quota_exceeded: reported from AWS's refusal where the quota cannot be read", async () => {
    const before = await heldBy(sandbox, ACME);
    const ctx = await connectedTo(sandbox, ACME);
    sandbox.faults.set(every("GetAccountSummary", "AccessDenied", 403));
    const job = await register(ctx, `arn:aws:iam::${ACME}:role/eight-teams`);
    await attempt(job);
    const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
    expect(failure?.reason).toBe("policy_quota_exceeded");
    expect(failure?.detail).toContain("carries 8 managed policies of the 10 that AWS allows");
    expect(failure?.detail).toContain(
      "needs to attach 4 more. Rolecall detaches the policies it had already attached.",
    );
    expect(failure?.detail).toContain("Make room for 2 more");
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });

  test("propagation_timeout: everything is written, and AWS does not show it in time", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    sandbox.faults.set({ propagationMs: 60_000 });
    const job = await register(ctx, ARN);
    await attempt(job);
    const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
    expect(failure).toMatchObject({ reason: "propagation_timeout", actor: "nobody", step: "verify" });
    expect(failure?.detail).toMatch(/the policy AmazonSSMManagedInstanceCore, .* and 1 more/);
  });

  test("connection_wrong_account: the connection role belongs to another account", async () => {
    const workspace = await makeWorkspace();
    const connection = sandbox.seed.connections.find(({ accountId }) => accountId === GLOBEX);
    const { connectionRoleArn = "", externalId = "" } = connection ?? {};
    await connectAccount(workspace, { accountId: ACME, connectionRoleArn, externalId });
    const ctx = await ctxOf(workspace);
    const job = await register(ctx, ARN);
    await attempt(job);
    const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
    expect(failure).toMatchObject({ reason: "connection_wrong_account", actor: "you" });
    expect(failure?.detail).toContain(`belongs to account ${GLOBEX}`);
  });
});

test("where AWS does not answer, no permission is reported as missing, and the reason is reported once", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const [account] = (await listAwsAccounts(ctx, { limit: 1 })).items;
  sandbox.faults.set(every("SimulatePrincipalPolicy", "ServiceUnavailable", 503));
  const { failure, checks } = await check(ctx, account?.id ?? "");
  expect(failure).toMatchObject({ reason: "aws_unavailable", actor: "nobody" });
  expect(failure?.detail).toContain("Nothing is wrong on your side.");
  expect(checks.filter(({ status }) => status === "failed").map(({ name }) => name)).toEqual(["permission"]);
  const permissions = checks.filter(({ name }) => name.startsWith("permission:"));
  expect(new Set(permissions.map(({ status }) => status))).toEqual(new Set(["skipped"]));
});

describe("a removal", () => {
  test("undo_denied: the connection is refused, and what is left is listed with commands", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const job = await register(ctx, `arn:aws:iam::${ACME}:role/team/data/etl-nightly`);
    await attempt(job);
    sandbox.faults.set(every("AssumeRole", "AccessDenied", 403, "Access denied"));
    await attempt(await remove(ctx, job.instanceRoleId));
    const { failure } = await getInstanceRole(ctx, job.instanceRoleId);
    expect(failure).toMatchObject({ reason: "undo_denied", actor: "you", step: "connect" });
    expect(failure?.detail).toContain("the instance profile etl-nightly");
    const titles = failure?.fixes.filter(({ kind }) => kind === "aws_cli").map(({ title }) => title);
    expect(titles).toEqual(["AWS CLI: finish by hand", "AWS CLI: let Rolecall in again"]);
    sandbox.faults.reset();
    await attempt(await remove(ctx, job.instanceRoleId));
    await expect(getInstanceRole(ctx, job.instanceRoleId)).rejects.toMatchObject({ code: "not_found" });
  });
});
