/** Nobody reaches another workspace: by slug, id, token or cursor. */
import { beforeAll, expect, test } from "vitest";
import { arnIn, FAILED, makeRole, rolesOf, workspaceWithAccount } from "./arrange.ts";
import { type Caller, memberOf, problemIn, tokenOf, withToken } from "./caller.ts";

type Side = Awaited<ReturnType<typeof workspaceWithAccount>> & { admin: Caller; token: Caller };

let here: Side;
let there: Side;

beforeAll(async () => {
  [here, there] = await Promise.all([makeSide(), makeSide()]);
});

async function makeSide(): Promise<Side> {
  const made = await workspaceWithAccount();
  const admin = await memberOf(made.workspace, "ADMIN");
  return { ...made, admin, token: withToken(await tokenOf(made.workspace)) };
}

const ACTIONS = [
  ["GET", "", undefined],
  ["PATCH", "", { description: "taken over" }],
  ["DELETE", "", undefined],
  ["DELETE", "?leaveAws=true", undefined],
  ["POST", "/retry", undefined],
  ["PUT", "/acceptance", { reason: "trust_conditional", because: "taken over" }],
  ["DELETE", "/acceptance", undefined],
  ["PUT", "/instance-profile", { instanceProfileArn: null }],
  ["GET", "/registrations", undefined],
  ["GET", "/events", undefined],
] as const;

test.each(ACTIONS)("%s …/{id}%s finds nothing of another workspace", async (method, more, body) => {
  const foreign = await makeRole(there.workspace, there.account, FAILED);
  for (const caller of [here.admin, here.token]) {
    for (const workspace of [here.workspace, there.workspace]) {
      const called = await caller(method, `${rolesOf(workspace)}/${foreign.id}${more}`, { body });
      expect(problemIn(called)).toMatchObject({ status: 404, code: "not_found" });
      expect(JSON.stringify(called.body)).not.toContain(foreign.name);
    }
  }
  const after = await there.admin("GET", `${rolesOf(there.workspace)}/${foreign.id}`);
  expect(after.body).toMatchObject({ status: "FAILED", description: "" });
});

test("a token has access to its own workspace only", async () => {
  expect((await here.token("GET", rolesOf(here.workspace))).status).toBe(200);
  expect((await here.token("GET", rolesOf(there.workspace))).status).toBe(404);
  const { body } = await here.token("GET", "/workspaces");
  expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual([here.workspace.slug]);
});

test("a token altered to another workspace's id has access to neither", async () => {
  const token = await tokenOf(here.workspace);
  const forged = token.replace(/^rc_[0-9a-f]{32}/, `rc_${there.workspace.id.replaceAll("-", "")}`);
  for (const { workspace } of [here, there]) {
    expect((await withToken(forged)("GET", rolesOf(workspace))).status).toBe(401);
  }
});

test("a list shows its own workspace only, searched, filtered or paged with another's cursor", async () => {
  const own = await makeRole(here.workspace, here.account, { name: "searched-for mine" });
  const foreign = await makeRole(there.workspace, there.account, { name: "searched-for theirs" });
  await makeRole(there.workspace, there.account);
  const theirs = await there.admin("GET", `${rolesOf(there.workspace)}?limit=1`);
  for (const query of [
    "",
    "?q=searched-for",
    `?awsAccountId=${there.account.accountId}`,
    `?cursor=${theirs.body.nextCursor}`,
  ]) {
    const { status, body } = await here.admin("GET", `${rolesOf(here.workspace)}${query}`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(foreign.id);
  }
  const found = await here.admin("GET", `${rolesOf(here.workspace)}?q=searched-for`);
  expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
});

test("another workspace's account cannot be registered in or checked", async () => {
  const body = { name: "across", roleArn: arnIn(there.account, "across") };
  const called = await here.admin("POST", rolesOf(here.workspace), { body });
  expect(problemIn(called).errors).toMatchObject([{ code: "account_not_connected" }]);
  const account = await here.admin(
    "GET",
    `/workspaces/${here.workspace.slug}/aws-accounts/${there.account.id}`,
  );
  expect(account.status).toBe(404);
});

test("two workspaces may register one role, and neither learns of the other", async () => {
  const { accountId } = here.account;
  const { connectAccount } = await import("../support/factories.ts");
  const shared = await workspaceWithAccount();
  await connectAccount(shared.workspace, {
    accountId,
    connectionRoleArn: `arn:aws:iam::${accountId}:role/rolecall-connection`,
    externalId: "rc-another",
  });
  const admin = await memberOf(shared.workspace, "ADMIN");
  const body = { name: "one role", roleArn: arnIn(here.account, "one-role") };
  expect((await here.admin("POST", rolesOf(here.workspace), { body })).status).toBe(202);
  expect((await admin("POST", rolesOf(shared.workspace), { body })).status).toBe(202);
});
