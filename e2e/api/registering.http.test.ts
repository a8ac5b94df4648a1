/** Registering over HTTP: valid input, and the refusal of any other. */
import { beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { TestWorkspace } from "../support/factories.ts";
import { arnIn, makeRole, paperAccount, rolesOf, type TestAccount, workspaceWithAccount } from "./arrange.ts";
import { type Caller, memberOf, problemIn } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
});

let count = 0;
const register = (body: Record<string, unknown>) => admin("POST", rolesOf(workspace), { body });
const withArn = (roleArn: unknown) => register({ name: `arn ${count++}`, roleArn });
const withName = (name: unknown) => register({ name, roleArn: arnIn(account, `name-${count++}`) });

describe("the ARN", () => {
  test("may have a path, and white space or quotes around it", async () => {
    const { status, body } = await withArn(`  "${arnIn(account, "team/data/etl")}"\n`);
    expect(status).toBe(202);
    expect(body).toMatchObject({
      roleArn: arnIn(account, "team/data/etl"),
      roleName: "etl",
      rolePath: "/team/data/",
      awsAccountId: account.accountId,
      partition: "aws",
      createdBy: "Ada Admin",
      warnings: [],
      requiredPolicies: [],
    });
  });

  test.each([
    ["nonsense here", "arn_malformed"],
    ["arn:aws:s3:::bucket", "arn_wrong_service"],
    ["arn:aws:iam:us-east-1:123456789012:role/x", "arn_region_not_empty"],
    ["arn:amazon:iam::123456789012:role/x", "arn_partition_unknown"],
    ["arn:aws:iam::12345678901:role/x", "arn_account_invalid"],
    ["arn:aws:sts::123456789012:assumed-role/x/session", "arn_is_session"],
    ["arn:aws:iam::123456789012:instance-profile/x", "arn_is_instance_profile"],
    ["arn:aws:iam::123456789012:user/ada", "arn_is_user"],
    ["arn:aws:iam::123456789012:policy/x", "arn_is_policy"],
    ["AROAEXAMPLEEXAMPLE123", "arn_is_unique_id"],
    ["https://us-east-1.console.aws.amazon.com/iam/home#/roles/details/x", "arn_is_console_url"],
    ["arn:aws:iam::123456789012:role/aws-service-role/ec2.amazonaws.com/X", "arn_service_linked"],
    ["arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_X_1", "arn_sso_managed"],
  ])("%s is told as %s", async (roleArn, code) => {
    const problem = problemIn(await withArn(roleArn));
    expect(problem).toMatchObject({ status: 422, code: "invalid", errors: [{ path: "roleArn", code }] });
  });

  test("a credential is refused and never repeated in the answer", async () => {
    const problem = problemIn(await withArn("AKIAIOSFODNN7EXAMPLE"));
    expect(problem.errors).toMatchObject([{ path: "roleArn", code: "arn_is_access_key" }]);
    expect(JSON.stringify(problem)).not.toContain("IOSFODNN7");
  });

  test("a lone surrogate is refused", async () => {
    const body = { name: "a\ud800", roleArn: arnIn(account, "half"), description: "b\udc00" };
    const problem = problemIn(await admin("POST", rolesOf(workspace), { body }));
    expect(problem).toMatchObject({ status: 422, errors: [{ path: "name" }, { path: "description" }] });
  });

  test("a correction is suggested where it is certain", async () => {
    const problem = problemIn(await withArn(`arn:aws:iam:eu-west-1:${account.accountId}:role/etl`));
    expect(problem).toMatchObject({ meant: { roleArn: arnIn(account, "etl") } });
  });

  test("an account that is not connected, or not yet, is named by its number", async () => {
    const unknown = problemIn(await withArn("arn:aws:iam::999999999999:role/x"));
    expect(unknown).toMatchObject({
      errors: [{ path: "roleArn", code: "account_not_connected" }],
      awsAccount: { accountId: "999999999999", partition: "aws" },
    });
    const pending = await paperAccount(workspace);
    await inWorkspace(workspace.id, (tx) =>
      tx.awsAccount.updateMany({
        where: { workspaceId: workspace.id, id: pending.id },
        data: { status: "PENDING" },
      }),
    );
    expect(problemIn(await withArn(arnIn(pending, "x")))).toMatchObject({
      errors: [{ code: "account_not_connected" }],
      awsAccount: { id: pending.id, status: "PENDING" },
    });
  });

  test("an account connected in another partition is refused as that", async () => {
    const problem = problemIn(await withArn(`arn:aws-cn:iam::${account.accountId}:role/x`));
    expect(problem.errors).toMatchObject([{ path: "roleArn", code: "partition_mismatch" }]);
  });

  test("a second registration is refused with the first one's id", async () => {
    const first = await makeRole(workspace, account);
    const problem = problemIn(await withArn(first.roleArn));
    expect(problem).toMatchObject({ status: 409, code: "already_registered", existing: { id: first.id } });
  });

  test("a second registration is refused for its ARN rather than its name", async () => {
    const first = await makeRole(workspace, account);
    const other = await makeRole(workspace, account);
    for (const { name } of [first, other]) {
      expect(problemIn(await register({ name, roleArn: first.roleArn }))).toMatchObject({
        status: 409,
        code: "already_registered",
        errors: [{ path: "roleArn", code: "already_registered" }],
        existing: { id: first.id, name: first.name },
      });
    }
  });

  test("two concurrent registrations create one role", async () => {
    const roleArn = arnIn(account, "both");
    const called = await Promise.all(Array.from({ length: 6 }, () => withArn(roleArn)));
    const statuses = called.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([202, 409, 409, 409, 409, 409]);
    const winner = called.find(({ status }) => status === 202)?.body.id;
    for (const { status, body } of called) if (status === 409) expect(body.existing.id).toBe(winner);
  });
});

describe("the name", () => {
  test.each([
    ["x".repeat(64)],
    ["Ünïcode 名前 🙂"],
    ["<script>alert(1)</script>"],
    ["%_\\"],
    ["'; drop table x; --"],
  ])("%j is kept as it is", async (name) => {
    const { status, body } = await withName(name);
    expect(status).toBe(202);
    expect((await admin("GET", `${rolesOf(workspace)}/${body.id}`)).body.name).toBe(name);
  });

  test("white space around it is removed", async () => {
    expect((await withName("  trimmed \n")).body.name).toBe("trimmed");
  });

  test.each([
    ["", "too short"],
    ["   ", "nothing but spaces"],
    ["x".repeat(65), "too long"],
    ["a\u0000b", "a character databases refuse"],
    ["a\u001b[31mb", "a terminal's control sequence"],
    ["\u200b\u200b", "nothing to be seen"],
    [42, "a number"],
    [null, "nothing"],
    [undefined, "left out"],
    [{ a: 1 }, "an object"],
  ] as [unknown, string][])("%j is refused: %s", async (name) => {
    const problem = problemIn(await withName(name));
    expect(problem).toMatchObject({ status: 422, code: "invalid", errors: [{ path: "name" }] });
  });

  test("a taken one, in upper or lower case, is refused naming its role", async () => {
    const first = await makeRole(workspace, account, { name: "Straße É" });
    const problem = problemIn(await withName("straße e\u0301"));
    expect(problem).toMatchObject({ status: 409, code: "name_taken", existing: { id: first.id } });
  });

  test("one of another workspace may be used too", async () => {
    const elsewhere = await workspaceWithAccount();
    await makeRole(elsewhere.workspace, elsewhere.account, { name: "shared name" });
    expect((await withName("shared name")).status).toBe(202);
  });
});

describe("the description", () => {
  const withDescription = (description: unknown) =>
    register({ name: `described ${count++}`, roleArn: arnIn(account, `described-${count++}`), description });

  test("may be absent, have line breaks, and 1,000 characters", async () => {
    expect((await withDescription(undefined)).body.description).toBe("");
    expect((await withDescription("one\ntwo")).body.description).toBe("one\ntwo");
    expect((await withDescription("x".repeat(1_000))).status).toBe(202);
  });

  test.each([["x".repeat(1_001)], ["a\u0000b"], [7]])("%j is refused", async (description) => {
    expect(problemIn(await withDescription(description)).errors).toMatchObject([{ path: "description" }]);
  });
});
