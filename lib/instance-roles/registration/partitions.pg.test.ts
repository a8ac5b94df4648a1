/** Registrations in partitions other than `aws`, by a Rolecall whose own principal is of the partition. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { describeFailure } from "#lib/failures/failure-reasons.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { check } from "../../../e2e/support/connected.ts";
import {
  actAsPlatformOf,
  attempt,
  connectedTo,
  heldBy,
  holds,
  ownSandbox,
  register,
  remove,
  stored,
} from "../../../e2e/support/engine.ts";
import { findRole } from "../store.ts";
import { subjectOf } from "../to-view.ts";

const CHINA = "904417362850";
const SOVEREIGN = "371905826417";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

const accountOf = ({ workspace }: Ctx) =>
  inWorkspace(workspace.id, (tx) => tx.awsAccount.findFirstOrThrow({ where: { workspaceId: workspace.id } }));

test("in China an account passes its check, and its role becomes Active and is removed again", async () => {
  await actAsPlatformOf(sandbox, "aws-cn");
  const ctx = await connectedTo(sandbox, CHINA);
  const checked = await check(ctx, (await accountOf(ctx)).id);
  expect(checked.checks.filter(({ status }) => status === "failed")).toEqual([]);
  expect(checked.status).toBe("CONNECTED");

  const before = await heldBy(sandbox, CHINA);
  const job = await register(ctx, `arn:aws-cn:iam::${CHINA}:role/cluster-reporting`);
  await attempt(job);
  const role = await stored(job);
  expect(role).toMatchObject({
    status: "ACTIVE",
    failure: null,
    instanceProfileArn: `arn:aws-cn:iam::${CHINA}:instance-profile/rolecall/cluster-reporting`,
  });
  const policies = role?.requiredPolicies as { arn: string }[];
  expect(policies.every(({ arn }) => arn.startsWith("arn:aws-cn:iam::"))).toBe(true);

  await attempt(await remove(ctx, job.instanceRoleId));
  expect(await stored(job)).toBeNull();
  expect(await heldBy(sandbox, CHINA)).toEqual(before);
});

test("in the European Sovereign Cloud a required policy that AWS does not offer there is said to be just that", async () => {
  await actAsPlatformOf(sandbox, "aws-eusc");
  const ctx = await connectedTo(sandbox, SOVEREIGN);
  const before = await heldBy(sandbox, SOVEREIGN);
  const job = await register(ctx, `arn:aws-eusc:iam::${SOVEREIGN}:role/cluster-reporting`);
  await attempt(job);
  const failure = (await stored(job))?.failure as Failure;
  const policyArn = "arn:aws-eusc:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
  expect(failure).toMatchObject({ reason: "required_policy_missing", facts: { policyArn } });
  expect(await heldBy(sandbox, SOVEREIGN)).toEqual(before);
  expect(await holds(job)).toEqual([]);

  const row = await inWorkspace(ctx.workspace.id, (tx) => findRole(tx, ctx.workspace.id, job.instanceRoleId));
  if (!row) throw new Error("the role is gone");
  const { detail, actor, fixes } = describeFailure(failure, subjectOf(row, null));
  expect(detail).toContain("AWS does not offer it in");
  expect(detail).not.toMatch(/set-up documents|command below/);
  expect(actor).toBe("operator");
  expect(fixes.map(({ title }) => title)).toEqual(["For the operator of Rolecall"]);
});
