/** Registrations and removals against a sandbox, through the verbs and the engine. */
import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import {
  attempt,
  callsOf,
  connectedTo,
  type Held,
  heldBy,
  holds,
  makeRole,
  ownSandbox,
  register,
  remove,
  stepsOf,
  stored,
} from "../../../e2e/support/engine.ts";

const ACME = "418295702613";
const CLOUD_WATCH = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox({ ROLECALL_THROTTLE_BUDGET_MS: "300" });
});
afterAll(() => sandbox.close());

/** The seeded roles that cannot be registered, with their reasons. */
function failing({ seed }: RunningSandbox) {
  const lines = seed.lines.map((line) => ({ ...line, accountId: line.arn.split(":")[4] ?? "" }));
  return lines.filter(
    ({ arn, accountId, workspace, expect: reason }) =>
      REASONS_OF_RUNS.has(reason) &&
      arn.startsWith("arn:aws:iam::") &&
      seed.connections.some((one) => one.workspace === workspace && one.accountId === accountId),
  );
}

const REASONS_OF_RUNS = new Set([
  "assume_denied",
  "external_id_mismatch",
  "role_not_found",
  "role_arn_mismatch",
  "role_read_denied",
  "trust_no_ec2",
  "trust_denied",
  "trust_conditional",
  "attach_denied",
  "policy_quota_exceeded",
  "required_policy_missing",
  "profile_denied",
  "pass_role_denied",
  "profile_quota_exceeded",
  "profile_name_taken",
  "permissions_boundary_blocks",
  "explicit_deny_blocks",
  "aws_throttled",
  "unexpected",
]);

const roleIn = (held: Held, arn: string) => held.roles.find((role) => role.arn === arn);

describe("a good role, with a path, a profile of another name and a policy attached already", () => {
  test("becomes Active with what was missing, and after its removal AWS is as it was before", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const arn = await makeRole(ACME, { path: "/team/ml/", attached: [CLOUD_WATCH], profile: "ec2" });
    const before = await heldBy(sandbox, ACME);
    const job = await register(ctx, arn);
    await attempt(job);

    const role = await stored(job);
    expect(role).toMatchObject({ status: "ACTIVE", failure: null, step: null });
    expect(role?.roleId).toMatch(/^AROA/);
    expect(role?.instanceProfileArn).toMatch(/:instance-profile\/engine-[^/]+-ec2$/);
    expect(role?.lastVerifiedAt).not.toBeNull();
    const policies = role?.requiredPolicies as { arn: string; attachedBy: string }[];
    const attached = roleIn(await heldBy(sandbox, ACME), arn)?.attached ?? [];
    expect(attached).toEqual(expect.arrayContaining(policies.map((policy) => policy.arn)));
    for (const { arn: policyArn, attachedBy } of policies) {
      expect(attachedBy).toBe(policyArn === CLOUD_WATCH ? "already_there" : "rolecall");
    }

    await attempt(await remove(ctx, job.instanceRoleId));
    expect(await stored(job)).toBeNull();
    expect(await heldBy(sandbox, ACME)).toEqual(before);
  });
});

test("a role without policies or profile gets a profile of its own name, below /rolecall/ and tagged", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const name = nameInArn(arn);
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  await attempt(job);
  const instanceProfileArn = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", instanceProfileArn });
  const { instanceProfiles } = await heldBy(sandbox, ACME);
  expect(instanceProfiles.find((profile) => profile.arn === instanceProfileArn)).toMatchObject({
    roles: [name],
    tags: [
      { Key: "rolecall:attachment", Value: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      { Key: "rolecall:managed", Value: "true" },
    ],
  });
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

test("a profile of the role's name that holds another role is left alone, and the next name is used", async () => {
  const ctx = await connectedTo(sandbox, ACME);
  const arn = await makeRole(ACME);
  const name = nameInArn(arn);
  const iam = iamAs(await adminOf(ACME));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  const before = await heldBy(sandbox, ACME);
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({
    status: "ACTIVE",
    instanceProfileArn: `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}-rolecall`,
    warnings: [{ code: "profile_holds_other_name", facts: { profileName: `${name}-rolecall` } }],
  });
  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await heldBy(sandbox, ACME)).toEqual(before);
});

describe("every seeded role that cannot be registered", () => {
  test("fails with its reason and leaves AWS and the ledger unchanged", async () => {
    for (const { arn, accountId, expect: reason } of failing(sandbox)) {
      const ctx = await connectedTo(sandbox, accountId);
      const before = await heldBy(sandbox, accountId);
      const job = await register(ctx, arn);
      await attempt(job);
      const role = await stored(job);
      const failure = role?.failure as Failure | null;
      expect([arn, role?.status, failure?.reason]).toEqual([arn, "FAILED", reason]);
      // Some of its calls may have been made early, but the step never began.
      expect([arn, (await stepsOf(job)).includes("verify")]).toEqual([arn, failure?.step === "verify"]);
      expect(await heldBy(sandbox, accountId)).toEqual(before);
      expect([arn, await holds(job)]).toEqual([arn, []]);
      await attempt(await remove(ctx, job.instanceRoleId));
      expect(await stored(job)).toBeNull();
    }
  });
});

describe("roles of one import", () => {
  const ABOUT_THE_ACCOUNT = ["GetCallerIdentity", "GetAccountSummary"];

  test("read account-wide facts once and each role's own; a single registration reads everything", async () => {
    const ctx = await connectedTo(sandbox, ACME);
    const [first, second, alone] = [
      await register(ctx, await makeRole(ACME)),
      await register(ctx, await makeRole(ACME)),
      await register(ctx, await makeRole(ACME)),
    ];
    await attempt(first, { isOneOfMany: true });
    await attempt(second, { isOneOfMany: true });
    await attempt(alone);

    const all = (await callsOf(alone)).toSorted();
    expect(all).toEqual(expect.arrayContaining(ABOUT_THE_ACCOUNT));
    expect((await callsOf(first)).toSorted()).toEqual(all);
    // AssumeRole with, without and with a wrong external ID: further roles within the minute need only the first.
    expect(all.filter((action) => action === "AssumeRole")).toHaveLength(3);
    const others = all.filter((action) => action !== "AssumeRole" && !ABOUT_THE_ACCOUNT.includes(action));
    expect((await callsOf(second)).toSorted()).toEqual([...others, "AssumeRole"].toSorted());
    for (const job of [first, second, alone]) expect((await stored(job))?.status).toBe("ACTIVE");
  });
});
