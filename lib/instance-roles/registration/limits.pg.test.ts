/** What limits a role under conditions, of which AWS's simulator is not told. */
import {
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure } from "#lib/failures/failure.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import { attempt, connectedTo, makeRole, ownSandbox, register, stored } from "../../../e2e/support/engine.ts";

const ACME = "418295702613";
/** Its organization denies everything outside two Regions. */
const GUARDED = "701300000216";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

describe("what is denied, or not allowed, on a condition that only a machine's request tells", () => {
  const OUTSIDE = { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } };
  const INSIDE = { StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } };
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

  test("by a policy of the role's is a warning", async () => {
    const arn = await roleWith([everything("Deny", OUTSIDE)]);
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test("by its boundary, too", async () => {
    const arn = await roleWithin(everything("Allow", INSIDE));
    expect(await registered(arn)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test("and by its organization", async () => {
    const arn = `arn:aws:iam::${GUARDED}:role/cluster`;
    expect(await registered(arn, GUARDED)).toEqual({ status: "ACTIVE", warnings: warned });
  });

  test("is a failure where it is denied without one as well", async () => {
    const arn = await roleWith([everything("Deny", OUTSIDE), { ...everything("Deny"), Action: "ssm:*" }]);
    expect(await registered(arn)).toMatchObject({ status: "FAILED", reason: "explicit_deny_blocks" });
  });

  test("or where its boundary does not allow it at all", async () => {
    const arn = await roleWithin({ ...everything("Allow", INSIDE), Action: "s3:*" });
    expect(await registered(arn)).toMatchObject({ status: "FAILED", reason: "permissions_boundary_blocks" });
  });
});
