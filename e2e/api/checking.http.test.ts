/** Checking before registering, over the API: the answers, and the same refusals of an ARN as in a registration. */
import { beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { CheckView } from "#lib/instance-roles/check-view.ts";
import {
  connectAccount,
  makeWorkspace,
  type TestConnection,
  type TestWorkspace,
} from "../support/factories.ts";
import { arnIn, makeRole, rolesOf, type TestAccount, workspaceWithAccount } from "./arrange.ts";
import { type Caller, memberOf, problemIn } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let member: Caller;
let path: string;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  member = await memberOf(workspace, "MEMBER");
  path = `${rolesOf(workspace)}/check`;
});

/** A workspace connected to one of the sandbox's accounts. */
async function reaching(accountId: string) {
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connections = (await answer.json()) as TestConnection[];
  const connection = connections.find((one) => one.accountId === accountId) as TestConnection;
  const { connectionRoleArn, externalId } = connection;
  const reached = await makeWorkspace();
  await connectAccount(reached, { accountId, connectionRoleArn, externalId });
  return { workspace: reached, admin: await memberOf(reached, "ADMIN") };
}

test("a good role: what would be done, in the documented shape", async () => {
  const { workspace: acme, admin } = await reaching("418295702613");
  const roleArn = "arn:aws:iam::418295702613:role/full-but-complete";
  const { status, body } = await admin("POST", `${rolesOf(acme)}/check`, { body: { roleArn } });
  expect(status).toBe(200);
  expect(CheckView.strict().parse(body)).toMatchObject({ roleArn, wouldBe: "ACTIVE", problems: [] });
});

test("problems have fixes with values filled in", async () => {
  const { workspace: lab, admin } = await reaching("701300000059");
  const roleArn = "arn:aws:iam::701300000059:role/cluster";
  const { body } = await admin("POST", `${rolesOf(lab)}/check`, { body: { roleArn } });
  const { wouldBe, problems } = CheckView.parse(body);
  expect(wouldBe).toBe("FAILED");
  expect(problems.map(({ reason }) => reason)).toEqual(["attach_denied"]);
  expect(problems[0]?.fixes.map(({ body: fix }) => fix).join()).toContain("put-role-policy");
});

test("a refused connection is a problem in the answer, not a refusal", async () => {
  const { status, body } = await member("POST", path, { body: { roleArn: arnIn(account, "new") } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    wouldBe: "FAILED",
    problems: [{ reason: "assume_denied" }],
    warnings: [{ code: "may_be_too_new" }],
    would: [],
  });
  expect(body).not.toHaveProperty("found");
});

describe("an ARN that registering refuses", () => {
  test.each([
    ["etl", "arn_malformed"],
    ["arn:aws:iam::418295702613:instance-profile/etl", "arn_is_instance_profile"],
    ["AKIAIOSFODNN7EXAMPLE", "arn_is_access_key"],
    ["arn:aws:iam::418295702613:role/elsewhere", "account_not_connected"],
  ])("%s: %s", async (roleArn, code) => {
    const called = await member("POST", path, { body: { roleArn } });
    expect(problemIn(called)).toMatchObject({ status: 422, errors: [{ path: "roleArn", code }] });
    expect(JSON.stringify(called.body)).not.toContain("AKIAIOSFODNN7EXAMPLE");
  });

  test.each([[{}], [{ roleArn: 7 }], [{ roleArn: "" }]])("%j: the field is named", async (body) => {
    const { status, errors } = problemIn(await member("POST", path, { body }));
    expect([status, errors?.map((error) => error.path)]).toEqual([422, ["roleArn"]]);
  });
});

test("a registered one names its role", async () => {
  const { id, name, roleArn } = await makeRole(workspace, account);
  const { status, body } = await member("POST", path, { body: { roleArn } });
  expect(status).toBe(200);
  expect(body.alreadyRegistered).toEqual({ id, name, status: "ACTIVE" });
});

test("a check stores nothing, not even with an idempotency key", async () => {
  const headers = { "idempotency-key": "check-once" };
  const body = { roleArn: arnIn(account, "once") };
  const answers = [
    await member("POST", path, { body, headers }),
    await member("POST", path, { body, headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { id: workspaceId } = workspace;
  const kept = await inWorkspace(workspaceId, (tx) =>
    Promise.all([
      tx.idempotencyKey.count({ where: { workspaceId } }),
      tx.auditEvent.count({ where: { workspaceId } }),
      tx.registration.count({ where: { workspaceId } }),
    ]),
  );
  expect(kept).toEqual([0, 0, 0]);
});
