/** The roles of an account to pick from, asked of a sandbox: what is listed, what is marked, and who may not. */
import { CreateRoleCommand, PutRolePolicyCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#lib/db/tenant.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { RunningSandbox } from "#sandbox/server.ts";
import { makeRole as makeEntry } from "../../../e2e/api/arrange.ts";
import { adminOf, iamAs } from "../../../e2e/support/connection-role.ts";
import { connectedTo, heldBy, makeRole, ownSandbox } from "../../../e2e/support/engine.ts";
import { ctxOf, makeWorkspace } from "../../../e2e/support/factories.ts";
import { listAccountRoles } from "./list.ts";
import { MOST_LISTED } from "./view.ts";

const GLOBEX = "562931847205";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await ownSandbox();
});
afterAll(() => sandbox.close());

const admin = async () => iamAs(await adminOf(GLOBEX));

/** As the set-up documents do where an admin has chosen so. */
async function allowListing(effect: "Allow" | "Deny" = "Allow") {
  const statement = { Effect: effect, Action: "iam:ListRoles", Resource: "*" };
  await (await admin()).send(
    new PutRolePolicyCommand({
      RoleName: "rolecall-connection",
      PolicyName: "list-roles",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    }),
  );
}

async function accountOf(ctx: Ctx): Promise<{ id: string; accountId: string }> {
  const { id } = await inWorkspace(ctx.workspace.id, (tx) =>
    tx.awsAccount.findFirstOrThrow({ where: { workspaceId: ctx.workspace.id }, select: { id: true } }),
  );
  return { id, accountId: GLOBEX };
}

test("where the account does not allow it nothing is listed, and that is said", async () => {
  const ctx = await connectedTo(sandbox, GLOBEX);
  await allowListing("Deny");
  expect(await listAccountRoles(ctx, (await accountOf(ctx)).id)).toEqual({
    outcome: "may_not_list",
    roles: [],
    isCut: false,
  });
});

test("roles are told with path, tags and whether they trust EC2; what cannot be registered is left out", async () => {
  const ctx = await connectedTo(sandbox, GLOBEX);
  await allowListing();
  const arn = await makeRole(GLOBEX, { path: "/team/bi/" });
  const Tags = [{ Key: "team", Value: "bi" }];
  await (await admin()).send(new TagRoleCommand({ RoleName: nameInArn(arn), Tags }));
  const before = await heldBy(sandbox, GLOBEX);
  const { outcome, roles, isCut } = await listAccountRoles(ctx, (await accountOf(ctx)).id);
  expect({ outcome, isCut }).toEqual({ outcome: "listed", isCut: false });
  expect(roles.find(({ roleArn }) => roleArn === arn)).toEqual({
    roleArn: arn,
    name: nameInArn(arn),
    path: "/team/bi/",
    trustsEc2: true,
    tags: { team: "bi" },
  });
  const loader = roles.find(({ name }) => name === "loader");
  expect(loader).toMatchObject({ path: "/databend/tn4k2m9qx/", trustsEc2: false });
  expect(loader).not.toHaveProperty("tags");
  const names = roles.map(({ name }) => name);
  expect(names.filter((name) => /^AWSServiceRole|^rolecall-connection$/.test(name))).toEqual([]);
  expect(await heldBy(sandbox, GLOBEX)).toEqual(before);
});

test("a role that is registered here is marked, and one that another workspace registered is not", async () => {
  const ctx = await connectedTo(sandbox, GLOBEX);
  const theirs = await connectedTo(sandbox, GLOBEX);
  await allowListing();
  const roleArn = await makeRole(GLOBEX);
  const account = await accountOf(ctx);
  const { id } = await makeEntry(ctx.workspace, account, { name: "ours", roleArn });
  const marked = async (as: Ctx) =>
    (await listAccountRoles(as, (await accountOf(as)).id)).roles.find((role) => role.roleArn === roleArn);
  expect(await marked(ctx)).toMatchObject({ registered: { id, name: "ours" } });
  expect(await marked(theirs)).not.toHaveProperty("registered");
});

test("of an account with more roles than are read, the first are told, and that there are more", async () => {
  const ctx = await connectedTo(sandbox, GLOBEX);
  await allowListing();
  const iam = await admin();
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  for (let at = 0; at < MOST_LISTED; at++) {
    await iam.send(new CreateRoleCommand({ RoleName: `many-${at}`, AssumeRolePolicyDocument }));
  }
  const { roles, isCut } = await listAccountRoles(ctx, (await accountOf(ctx)).id);
  expect(isCut).toBe(true);
  expect(roles.length).toBeLessThanOrEqual(MOST_LISTED);
  expect(roles.length).toBeGreaterThan(MOST_LISTED - 10);
});

test("a member may not list them, and another workspace's account is not there", async () => {
  const ctx = await connectedTo(sandbox, GLOBEX);
  const { id } = await accountOf(ctx);
  const member = await ctxOf(ctx.workspace, "MEMBER");
  await expect(listAccountRoles(member, id)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await ctxOf(await makeWorkspace());
  await expect(listAccountRoles(stranger, id)).rejects.toMatchObject({ code: "not_found" });
});
