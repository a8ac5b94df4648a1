/** Checks before registering, against a sandbox: they predict the registration's result and write nothing. */
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import pLimit from "p-limit";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../e2e/support/connection-role.ts";
import { attempt, makeRole, ownSandbox, register, stored } from "../../e2e/support/engine.ts";
import { connectAccount, ctxOf, makeWorkspace } from "../../e2e/support/factories.ts";
import { checkInstanceRole } from "./check.ts";

const ACME = "418295702613";
const NO_ATTACH = "701300000059";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterEach(() => sandbox.faults.reset());
afterAll(() => sandbox.close());

/** Accounts for which the simulator reports an organization's deny of a write: possibly wrong, so a warning. */
const ONLY_AN_SCP_DENIES = ["701300000034", "701300000083", "701300000232"].map(
  (id) => `arn:aws:iam::${id}:role/cluster`,
);

/** A workspace connected to the same accounts as a seeded one. */
async function like(seeded: string): Promise<Ctx> {
  const workspace = await makeWorkspace();
  for (const connection of sandbox.seed.connections.filter((one) => one.workspace === seeded)) {
    const { workspace: _workspace, alias: _alias, ...theirs } = connection;
    await connectAccount(workspace, theirs);
  }
  return ctxOf(workspace);
}

const check = (ctx: Ctx, roleArn: string) => checkInstanceRole(ctx, { roleArn });

const reasonsOf = async (ctx: Ctx, roleArn: string) =>
  (await check(ctx, roleArn)).problems.map(({ reason }) => reason);

/** Everything in AWS, in the workspace's rows, and in its jobs. */
async function everything({ workspace: { id } }: Ctx) {
  const aws = await Promise.all(
    [...sandbox.world.accounts.keys()].map(async (accountId) => {
      const answer = await fetch(new URL(`/_sandbox/state?accountId=${accountId}`, sandbox.url));
      return answer.text();
    }),
  );
  const here = await inWorkspace(id, async (tx) => {
    const tables = await tx.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'workspace_id' order by 1`;
    const rows = [];
    for (const { name } of tables) {
      rows.push([name, await tx.$queryRawUnsafe(`select to_jsonb(t) as row from "${name}" t order by 1`)]);
    }
    const jobs = await tx.$queryRaw`
      select count(*)::int as jobs from pgboss.job where data ->> 'workspaceId' = ${id}`;
    return [rows, jobs];
  });
  return { aws, here };
}

/** The AWS calls since a sequence number. */
async function callsSince(seq: number): Promise<{ seq: number; action: string }[]> {
  const answer = await fetch(new URL(`/_sandbox/calls?since=${seq}`, sandbox.url));
  return (await answer.json()) as { seq: number; action: string }[];
}

const lastCall = async () => (await callsSince(0)).at(-1)?.seq ?? 0;

const READS = /^(Get|List|Describe|Simulate)|^AssumeRole$/;

describe("the check of each role in `npm run sandbox:roles`", () => {
  test("predicts the registration's result and writes nothing in AWS or Postgres", {
    timeout: 120_000,
  }, async () => {
    const workspaces = [...new Set(sandbox.seed.lines.map(({ workspace }) => workspace))];
    const contexts = new Map(
      await Promise.all(workspaces.map(async (name) => [name, await like(name)] as const)),
    );
    const before = await Promise.all([...contexts.values()].map(everything));
    const seq = await lastCall();

    const lines = sandbox.seed.lines.filter((line) => line.expect !== "already_registered");
    // Somebody waits for a check: one that takes long is given up.
    const few = pLimit(6);
    const wrong = await Promise.all(
      lines.map(async ({ arn, workspace, expect: end }) => {
        const checked = few(() => foretold(contexts.get(workspace) as Ctx, arn));
        const { verdict, reasons, warnings } = await checked;
        const isForAwsToSay = ONLY_AN_SCP_DENIES.includes(arn);
        const agrees = end === "ACTIVE" || isForAwsToSay ? verdict === "ACTIVE" : reasons[0] === end;
        const isWarned = !isForAwsToSay || warnings.includes("scp_may_block_connection");
        return agrees && isWarned ? [] : [{ arn, end, verdict, reasons, warnings }];
      }),
    );

    expect(wrong.flat()).toEqual([]);
    expect(await Promise.all([...contexts.values()].map(everything))).toEqual(before);
    const writes = (await callsSince(seq)).filter(({ action }) => !READS.test(action));
    expect(writes).toEqual([]);
  });

  type Foretold = { verdict: string; reasons: string[]; warnings: string[] };

  async function foretold(ctx: Ctx, arn: string): Promise<Foretold> {
    try {
      const { wouldBe, problems, warnings } = await check(ctx, arn);
      return {
        verdict: wouldBe,
        reasons: problems.map(({ reason }) => reason),
        warnings: warnings.map(({ code }) => code),
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const reasons = (error.errors ?? []).map(({ code }) => code);
      return { verdict: "refused", reasons, warnings: [] };
    }
  }
});

test("lists exactly the writes that the registration then makes", async () => {
  const ctx = await like("acme");
  const arn = await makeRole(ACME, { attached: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"] });
  const name = nameInArn(arn);
  const target = `arn:aws:iam::${ACME}:instance-profile/rolecall/${name}`;
  const foretold = await check(ctx, arn);
  expect(foretold).toMatchObject({
    wouldBe: "ACTIVE",
    found: { roleArn: arn, roleName: name, rolePath: "/", instanceProfileArn: target },
    would: [
      { kind: "attach_policy", target: expect.stringContaining("AmazonSSMManagedInstanceCore") },
      { kind: "attach_policy", target: expect.stringContaining("AmazonEC2ContainerRegistryPullOnly") },
      { kind: "attach_policy", target: expect.stringContaining("rolecall-node") },
      { kind: "create_profile", target },
      { kind: "add_role_to_profile", target },
    ],
    alreadyThere: [{ kind: "policy", target: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }],
    problems: [],
    warnings: [],
  });
  const seq = await lastCall();
  const job = await register(ctx, arn);
  await attempt(job);
  expect(await stored(job)).toMatchObject({ status: "ACTIVE", roleId: foretold.found?.roleId });
  const written = (await callsSince(seq)).filter(({ action }) => !READS.test(action));
  expect(written.map(({ action }) => action).toSorted()).toEqual([
    "AddRoleToInstanceProfile",
    "AttachRolePolicy",
    "AttachRolePolicy",
    "AttachRolePolicy",
    "CreateInstanceProfile",
  ]);

  const again = await check(ctx, arn);
  expect(again).toMatchObject({
    wouldBe: "ACTIVE",
    would: [],
    alreadyRegistered: { id: job.instanceRoleId },
  });
  expect(again.alreadyThere).toHaveLength(6);
});

test("an ARN registered already is reported and not refused", async () => {
  const ctx = await like("acme");
  const arn = `arn:aws:iam::${ACME}:role/cluster-reporting`;
  const { instanceRoleId: id } = await register(ctx, arn);
  expect(await check(ctx, arn)).toMatchObject({ wouldBe: "ACTIVE", alreadyRegistered: { id } });
});

test("a check does not reveal another workspace's registration", async () => {
  const [one, other] = [await like("acme"), await like("acme")];
  const arn = await makeRole(ACME);
  await register(one, arn);
  expect(await check(other, arn)).not.toHaveProperty("alreadyRegistered");
});

describe("the read-only session of a check", () => {
  test("is cached: the next check of the account does not call AssumeRole", async () => {
    const ctx = await like("acme");
    await check(ctx, `arn:aws:iam::${ACME}:role/spark-workers`);
    const seq = await lastCall();
    await check(ctx, `arn:aws:iam::${ACME}:role/lambda-loader`);
    const actions = (await callsSince(seq)).map(({ action }) => action);
    expect(actions).toContain("GetRole");
    // The connection is still tested without the external ID, as no check of the account has done so yet.
    expect(actions.filter((action) => action === "AssumeRole")).toHaveLength(2);
  });

  test("is replaced when AWS no longer accepts it", async () => {
    const ctx = await like("acme");
    const arn = `arn:aws:iam::${ACME}:role/spark-workers`;
    await check(ctx, arn);
    const code = "InvalidClientTokenId";
    sandbox.faults.set({ errors: [{ code, status: 403, action: "GetRole", times: 1 }] });
    expect(await reasonsOf(ctx, arn)).toEqual([]);
  });
});

test("a predicted denial is worded as a prediction", async () => {
  const { problems } = await check(await like("lab"), `arn:aws:iam::${NO_ATTACH}:role/cluster`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ reason: "attach_denied", actor: "you" });
  expect(problems[0]?.detail).toContain("AWS would not let Rolecall attach");
});

describe("what a check cannot know", () => {
  /** Denies the simulator to the connection role of the account in which attaching is denied. */
  async function withoutSimulation(accountId: string) {
    const iam = iamAs(await adminOf(accountId));
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "iam:SimulatePrincipalPolicy", Resource: "*" }],
    };
    const PolicyDocument = JSON.stringify(document);
    const RoleName = "rolecall-connection";
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "no-simulation", PolicyDocument }));
  }

  test("a warning says that a denied attachment cannot be predicted without the simulator", async () => {
    await withoutSimulation(NO_ATTACH);
    const ctx = await like("lab");
    const arn = `arn:aws:iam::${NO_ATTACH}:role/cluster`;
    const { wouldBe, warnings } = await check(ctx, arn);
    expect(wouldBe).toBe("ACTIVE");
    expect(warnings.map(({ code }) => code).toSorted()).toEqual([
      "permission_not_checked",
      "simulation_unavailable",
    ]);
    const job = await register(ctx, arn);
    await attempt(job);
    expect((await stored(job))?.failure as Failure | null).toMatchObject({ reason: "attach_denied" });
  });

  test("a warning says that a role or trust policy may be too new, without waiting", async () => {
    const ctx = await like("acme");
    sandbox.faults.set({ propagationMs: 60_000 });
    const arn = await makeRole(ACME);
    const { problems, warnings, found } = await check(ctx, arn);
    expect(problems.map(({ reason }) => reason)).toEqual(["role_not_found"]);
    expect(warnings.map(({ code }) => code)).toEqual(["may_be_too_new"]);
    expect(found).toBeUndefined();
  });
});

test("a read that AWS does not answer does not hide the other problems", async () => {
  const ctx = await like("acme");
  const arn = await makeRole(ACME);
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  await iamAs(await adminOf(ACME)).send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: nameInArn(arn),
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    }),
  );
  const odd = { code: "OptInRequired", status: 403, action: "GetInstanceProfile" };
  sandbox.faults.set({ errors: [odd] });
  expect(await reasonsOf(ctx, arn)).toEqual(["trust_no_ec2", "unexpected"]);
});

test("members may check, and ARNs are refused as in a registration", async () => {
  const member: Ctx = { ...(await like("acme")), role: "MEMBER" };
  expect(await reasonsOf(member, `arn:aws:iam::${ACME}:role/spark-workers`)).toEqual([]);
  await expect(check(member, `arn:aws:iam::${ACME}:instance-profile/x`)).rejects.toMatchObject({
    code: "invalid",
    errors: [{ path: "roleArn", code: "arn_is_instance_profile" }],
  });
});
