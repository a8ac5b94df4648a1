/** Denials and missing permissions that depend on condition keys unknown to AWS's simulator. */
import {
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Failure } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import { attempt, connectedTo, makeRole, ownSandbox, register, stored } from "../../../e2e/support/engine.ts";

const ACME = "418295702613";
/** An account whose organization denies everything outside two Regions, us-east-1 among them. */
const GUARDED = "701300000216";
/** An account whose organization denies all but global services outside eu-west-1. */
const REGION_LOCK = "701300000224";
/** An account whose organization denies what machines need. */
const SCP_NODES = "701300000026";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

describe("a denial, or a missing permission, that depends on a condition key known only for a machine's request", () => {
  const OUTSIDE = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] } };
  const INSIDE = { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] } };
  const everything = (Effect: "Allow" | "Deny", Condition?: object) => ({
    Effect,
    Action: "*",
    Resource: "*",
    ...(Condition && { Condition }),
  });

  async function registered(
    arn: string,
    accountId = ACME,
  ): Promise<{ status: string | undefined; reason?: string; warnings: unknown }> {
    const job = await register(await connectedTo(sandbox, accountId), arn);
    await attempt(job);
    const role = await stored(job);
    const { reason } = (role?.failure as Failure | null) ?? {};
    return { status: role?.status, ...(reason && { reason }), warnings: role?.warnings };
  }

  const warned = [
    {
      code: "limits_conditional",
      facts: expect.objectContaining({ conditionKeys: ["aws:RequestedRegion"] }),
    },
  ];

  async function roleWith(statements: object[]): Promise<string> {
    const arn = await makeRole(ACME);
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await iamAs(await adminOf(ACME)).send(
      new PutRolePolicyCommand({ RoleName: nameInArn(arn), PolicyName: "guardrail", PolicyDocument }),
    );
    return arn;
  }

  async function roleWithin(statement: object): Promise<string> {
    const iam = iamAs(await adminOf(ACME));
    const arn = await makeRole(ACME);
    const RoleName = nameInArn(arn);
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const created = await iam.send(
      new CreatePolicyCommand({ PolicyName: `limits-${RoleName}`, PolicyDocument }),
    );
    const PermissionsBoundary = created.Policy?.Arn;
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    return arn;
  }

  test("in a policy of the role is a warning", async () => {
    const arn = await roleWith([everything("Deny", OUTSIDE)]);
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test("in the role's permissions boundary is a warning", async () => {
    const arn = await roleWithin(everything("Allow", INSIDE));
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test("is a failure where the action is also denied without the condition", async () => {
    const arn = await roleWith([everything("Deny", OUTSIDE), { ...everything("Deny"), Action: "ssm:*" }]);
    expect(await registered(arn)).toMatchObject({ status: "FAILED", reason: "explicit_deny_blocks" });
  });

  test("is a failure where the boundary does not allow the action at all", async () => {
    const arn = await roleWithin({ ...everything("Allow", INSIDE), Action: "s3:*" });
    expect(await registered(arn)).toMatchObject({ status: "FAILED", reason: "permissions_boundary_blocks" });
  });

  test("in a boundary that cannot be read and allows only another Region is a warning", async () => {
    const arn = await roleWithin(
      everything("Allow", { StringEquals: { "aws:RequestedRegion": "eu-north-1" } }),
    );
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test.each([
    [{ BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, "FAILED"],
    [{ Bool: { "aws:MultiFactorAuthPresent": "false" } }, "ACTIVE"],
    [{ Null: { "aws:MultiFactorAuthAge": "true" } }, "FAILED"],
  ])("machines never have MFA: a Deny under %j ends %s", async (condition, status) => {
    const ended = await registered(await roleWith([everything("Deny", condition)]));
    expect(ended).toMatchObject({ status, warnings: [] });
    expect(ended.reason).toBe(status === "FAILED" ? "explicit_deny_blocks" : undefined);
  });

  test("a Deny that exempts roles with a tag is not reported for a role that has the tag", async () => {
    const arn = await roleWith([
      everything("Deny", { StringNotEquals: { "aws:PrincipalTag/exempt": "yes" } }),
    ]);
    await iamAs(await adminOf(ACME)).send(
      new TagRoleCommand({ RoleName: nameInArn(arn), Tags: [{ Key: "exempt", Value: "yes" }] }),
    );
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: [] });
  });

  test("a Deny outside a VPC is a warning that names the condition key", async () => {
    const arn = await roleWith([
      everything("Deny", { StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" } }),
    ]);
    const { status, warnings } = await registered(arn);
    expect({ status, warnings }).toMatchObject({
      status: "ACTIVE",
      warnings: [{ code: "limits_conditional", facts: { conditionKeys: ["aws:SourceVpc"] } }],
    });
  });
});

describe("an action that only an organization's policy denies", () => {
  const cluster = (accountId: string) => `arn:aws:iam::${accountId}:role/cluster`;

  async function registeredIn(accountId: string, regions: string[] = []) {
    const ctx = await connectedTo(sandbox, accountId);
    await useRegions(ctx.workspace.id, accountId, regions);
    const job = await register(ctx, cluster(accountId));
    await attempt(job);
    const role = await stored(job);
    return { status: role?.status, warnings: role?.warnings };
  }

  const mayBlock = [
    {
      code: "scp_may_block",
      facts: { actions: expect.arrayContaining(["ssm:UpdateInstanceInformation"]) },
    },
  ];

  test("is a warning, and the role becomes Active", async () => {
    expect(await registeredIn(SCP_NODES)).toEqual({ status: "ACTIVE", warnings: mayBlock });
  });

  test("is a warning where the account has no Regions set", async () => {
    expect(await registeredIn(REGION_LOCK)).toEqual({ status: "ACTIVE", warnings: mayBlock });
  });

  test("is not reported in the Region that the Region lock allows", async () => {
    expect(await registeredIn(REGION_LOCK, ["eu-west-1"])).toEqual({ status: "ACTIVE", warnings: [] });
  });

  test("is reported for the Region in which it is denied, and not for one in which it is allowed", async () => {
    const { status, warnings } = await registeredIn(REGION_LOCK, ["us-west-2", "eu-west-1"]);
    expect({ status, warnings }).toMatchObject({
      status: "ACTIVE",
      warnings: [{ code: "denied_in_region", facts: { region: "us-west-2" } }],
    });
  });

  test("is not reported where the partition's first Region is allowed", async () => {
    expect(await registeredIn(GUARDED)).toEqual({ status: "ACTIVE", warnings: [] });
  });
});

function useRegions(workspaceId: string, accountId: string, regions: string[]) {
  return inWorkspace(workspaceId, (tx) =>
    tx.awsAccount.updateMany({ where: { workspaceId, accountId }, data: { setup: { regions } } }),
  );
}
