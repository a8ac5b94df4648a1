/** Every route and method of the API, by persona. A new route without an entry here fails the first test. */
import { randomInt, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { encryptExternalId } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Operation } from "#lib/http/operation.ts";
import { operations } from "#lib/http/operations/all.ts";
import { may } from "#lib/workspaces/permissions.ts";
import { connectAccount, type TestConnection, type TestWorkspace } from "../support/factories.ts";
import {
  ACCEPTED,
  arnIn,
  BLOCKED,
  FAILED,
  makeConfig,
  makeImport,
  makeRole,
  paperAccount,
  type TestAccount,
  workspaceWithAccount,
} from "./arrange.ts";
import {
  type Called,
  type Caller,
  memberOf,
  nobody,
  problemIn,
  stranger,
  tokenOf,
  withToken,
} from "./caller.ts";

type Place = { workspace: TestWorkspace; account: TestAccount };
/** `path`: what takes the place of the path's other parameters. */
type Call = { id?: string; path?: Record<string, string>; query?: string; body?: unknown };

/** What each operation needs to succeed: an id where its path has one, and a body. */
const CALLS: Record<string, (place: Place) => Promise<Call>> = {
  listInstanceRoles: async () => ({}),
  registerInstanceRole: async ({ account }) => ({ body: { name: "new", roleArn: arnIn(account, "new") } }),
  checkInstanceRole: async ({ account }) => ({ body: { roleArn: arnIn(account, "new") } }),
  lookUpInstanceRole: async () => ({ body: { roleArn: "etl" } }),
  listRolesOfAwsAccount: async ({ account }) => ({ id: account.id }),
  getInstanceRole: async (place) => ({ id: await activeRole(place) }),
  getInstanceRoleUsage: async (place) => ({ id: await roleInAws(place) }),
  listInstancesOfRole: async (place) => ({ id: await activeRole(place) }),
  verifyInstanceRole: async (place) => ({ id: await activeRole(place) }),
  verifyInstanceRoles: async (place) => ({ body: { ids: [await activeRole(place)] } }),
  updateInstanceRole: async (place) => ({ id: await activeRole(place), body: { description: "changed" } }),
  removeInstanceRole: async (place) => ({ id: await activeRole(place) }),
  retryInstanceRole: async ({ workspace, account }) => ({
    id: (await makeRole(workspace, account, FAILED)).id,
  }),
  acceptFinding: async ({ workspace, account }) => ({
    id: (await makeRole(workspace, account, BLOCKED)).id,
    body: { reason: "trust_conditional", because: "It works: machines have run as this role for a year." },
  }),
  takeBackAcceptance: async ({ workspace, account }) => ({
    id: (await makeRole(workspace, account, ACCEPTED)).id,
  }),
  chooseInstanceProfile: async (place) => ({
    id: await activeRole(place),
    body: { instanceProfileArn: null },
  }),
  importInstanceRoles: async ({ account }) => ({
    body: { rows: [{ name: "new of many", roleArn: arnIn(account, "new-of-many") }] },
  }),
  attachInstanceRole: async (place) => ({
    ...(await machine(place)),
    body: { region: "eu-west-1", instanceRoleId: await attachableRole(place) },
  }),
  detachInstanceRole: async (place) => ({ ...(await machine(place)), query: "?region=eu-west-1" }),
  attachToInstances: async (place) => ({
    id: (await machine(place)).id,
    body: {
      region: "eu-west-1",
      instanceIds: [newInstanceId()],
      instanceRoleId: await attachableRole(place),
    },
  }),
  getInstanceChange: async (place) => changeOf(place),
  undoInstanceChange: async (place) => changeOf(place),
  listInstances: async (place) => ({ id: await reachableAccount(place), query: "?region=eu-west-1" }),
  listComputeConfigs: async () => ({}),
  createComputeConfig: async ({ account }) => ({
    body: { name: randomUUID(), awsAccountId: account.id, region: "eu-west-1" },
  }),
  getComputeConfig: async (place) => ({ id: await makeConfig(place.workspace, place.account) }),
  updateComputeConfig: async (place) => ({
    id: await makeConfig(place.workspace, place.account),
    body: { region: "us-east-1" },
  }),
  removeComputeConfig: async (place) => ({ id: await makeConfig(place.workspace, place.account) }),
  getLaunchParameters: async (place) => ({ id: await launchable(place) }),
  setDefaultRole: async (place) => ({
    id: place.account.id,
    body: { instanceRoleId: await activeRole(place) },
  }),
  buildRoleDocuments: async () => ({ body: { roleName: "etl", trustedBy: [{ kind: "ec2" }] } }),
  listImports: async () => ({}),
  getImport: async (place) => ({ id: await makeImport(place.workspace) }),
  exportImportFailures: async (place) => ({ id: await makeImport(place.workspace) }),
  retryImport: async (place) => ({ id: await makeImport(place.workspace) }),
  retryInstanceRoles: async (place) => ({ body: { ids: [await activeRole(place)] } }),
  listRegistrations: async (place) => ({ id: await activeRole(place) }),
  streamInstanceRoles: async () => ({}),
  streamInstanceRole: async (place) => ({ id: await activeRole(place) }),
  listWorkspaces: async () => ({}),
  getWorkspace: async () => ({}),
  listMembers: async () => ({}),
  listAuditEvents: async () => ({}),
  listAwsAccounts: async () => ({}),
  getAwsAccount: async ({ account }) => ({ id: account.id }),
  connectAwsAccount: async () => ({
    body: { accountId: String(randomInt(100_000_000_000, 999_999_999_999)), allRoles: true },
  }),
  updateAwsAccount: async ({ account }) => ({ id: account.id, body: { name: "Production" } }),
  removeAwsAccount: async ({ workspace }) => ({ id: (await paperAccount(workspace)).id }),
  checkAwsAccount: async ({ account }) => ({ id: account.id }),
  rotateExternalId: async ({ account }) => ({ id: account.id }),
  cancelRotation: async (place) => ({ id: await rotating(place) }),
  streamAwsAccounts: async () => ({}),
  streamAwsAccount: async ({ account }) => ({ id: account.id }),
  getAwsAccountSetup: async ({ account }) => ({ id: account.id }),
  getSetupTemplate: async () => ({}),
  getServiceInfo: async () => ({}),
  getOpenApi: async () => ({}),
  getLiveness: async () => ({}),
  getReadiness: async () => ({}),
};

async function rotating({ workspace }: Place): Promise<string> {
  const { id } = await paperAccount(workspace);
  const data = { pendingExternalId: encryptExternalId(id, "rc-new") };
  await inWorkspace(workspace.id, (tx) =>
    tx.awsAccount.updateMany({ where: { workspaceId: workspace.id, id }, data }),
  );
  return id;
}

const newInstanceId = () => `i-${randomUUID().replaceAll("-", "").slice(0, 17)}`;

/** In an account that lets roles be attached. */
async function machine({ workspace, account }: Place) {
  await inWorkspace(workspace.id, (tx) =>
    tx.awsAccount.updateMany({
      where: { workspaceId: workspace.id, id: account.id },
      data: { setup: { includeAttach: true } },
    }),
  );
  return { id: account.id, path: { instanceId: newInstanceId() } };
}

async function attachableRole({ workspace, account }: Place): Promise<string> {
  const instanceProfileArn = `arn:aws:iam::${account.accountId}:instance-profile/nodes`;
  return (await makeRole(workspace, account, { instanceProfileArn })).id;
}

/** A change that is over, and gave an instance its first role. */
async function changeOf(place: Place): Promise<Call> {
  const { id } = await machine(place);
  const workspaceId = place.workspace.id;
  const changeId = randomUUID();
  const change = { workspaceId, id: changeId, awsAccountId: id, region: "eu-west-1" };
  await inWorkspace(workspaceId, (tx) =>
    tx.instanceChange.create({
      data: {
        ...change,
        kind: "attach",
        createdBy: "a test",
        items: {
          create: {
            instanceId: newInstanceId(),
            awsAccountId: id,
            region: "eu-west-1",
            status: "DONE",
            outcome: "attached",
            wantedArn: "arn:aws:iam::123456789012:instance-profile/nodes",
            before: { association: null },
            made: "iip-assoc-1",
          },
        },
      },
    }),
  );
  return { id, path: { changeId } };
}

/** One that AWS really has, connected once. */
async function reachableAccount({ workspace }: Place): Promise<string> {
  const accountId = "418295702613";
  const known = await inWorkspace(workspace.id, (tx) =>
    tx.awsAccount.findFirst({ where: { workspaceId: workspace.id, accountId }, select: { id: true } }),
  );
  if (known) return known.id;
  const answer = await fetch(new URL("/_sandbox/connections", process.env.SANDBOX_URL));
  const connection = ((await answer.json()) as TestConnection[]).find((one) => one.accountId === accountId);
  if (!connection) throw new Error(`the sandbox connects no account ${accountId}`);
  const { connectionRoleArn, externalId } = connection;
  return (await connectAccount(workspace, { accountId, connectionRoleArn, externalId })).id;
}

/** One that AWS really has, and that is Active; registered once. */
async function roleInAws(place: Place): Promise<string> {
  const awsAccountId = await reachableAccount(place);
  const { workspace } = place;
  const roleArn = "arn:aws:iam::418295702613:role/full-but-complete";
  const known = await inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.findFirst({ where: { workspaceId: workspace.id, roleArn }, select: { id: true } }),
  );
  if (known) return known.id;
  const account = { id: awsAccountId, accountId: "418295702613" };
  const instanceProfileArn = "arn:aws:iam::418295702613:instance-profile/full-but-complete";
  return (await makeRole(workspace, account, { roleArn, instanceProfileArn })).id;
}

async function activeRole({ workspace, account }: Place): Promise<string> {
  return (await makeRole(workspace, account)).id;
}

async function launchable({ workspace, account }: Place): Promise<string> {
  const instanceProfileArn = `arn:aws:iam::${account.accountId}:instance-profile/nodes`;
  const role = await makeRole(workspace, account, { instanceProfileArn });
  return makeConfig(workspace, account, role.id);
}

test("every operation is tested with every persona", () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
});

type Persona =
  | "nobody"
  | "stranger"
  | "member"
  | "admin"
  | "member's token"
  | "admin's token"
  | "expired token";

let place: Place;
let callers: Record<Persona, Caller>;

beforeAll(async () => {
  place = await workspaceWithAccount();
  const { workspace } = place;
  const [outsider, member, admin, memberToken, adminToken, expired] = await Promise.all([
    stranger(),
    memberOf(workspace, "MEMBER"),
    memberOf(workspace, "ADMIN"),
    tokenOf(workspace, { role: "MEMBER" }),
    tokenOf(workspace, { role: "ADMIN" }),
    tokenOf(workspace, { expiresAt: new Date(Date.now() - 1000) }),
  ]);
  callers = {
    nobody,
    stranger: outsider,
    member,
    admin,
    "member's token": withToken(memberToken),
    "admin's token": withToken(adminToken),
    "expired token": withToken(expired),
  };
});

async function call(operation: Operation, persona: Persona): Promise<Called> {
  const { id, path: more = {}, query = "", body } = (await CALLS[operation.id]?.(place)) ?? {};
  const parameters: Record<string, string> = { workspace: place.workspace.slug, id: id ?? "", ...more };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => parameters[name] ?? "") + query;
  return callers[persona](operation.method, path, { body });
}

const byWho = (kind: Operation["who"] | "mayDo") =>
  operations.filter(({ who }) => (kind === "mayDo" ? typeof who === "object" : who === kind));
const named = (some: Operation[]) => some.map((each) => [`${each.method} ${each.path}`, each] as const);

describe.each(named(byWho("mayDo")))("%s", (_, operation) => {
  const action = (operation.who as { mayDo: Parameters<typeof may>[1] }).mayDo;
  const memberMay = may("MEMBER", action);

  test("without credentials, or with an expired token, it is 401", async () => {
    for (const persona of ["nobody", "expired token"] as const) {
      const called = await call(operation, persona);
      expect(problemIn(called)).toMatchObject({ status: 401, code: "unauthenticated" });
      expect(called.headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  test("for a user who is no member it is 404", async () => {
    expect(problemIn(await call(operation, "stranger"))).toMatchObject({ status: 404, code: "not_found" });
  });

  test(`a member ${memberMay ? "may" : "may not"}`, async () => {
    for (const persona of ["member", "member's token"] as const) {
      const called = await call(operation, persona);
      if (memberMay) expect(called.status).toBeOneOf([200, 201, 202, 204]);
      else expect(problemIn(called)).toMatchObject({ status: 403, code: "forbidden" });
    }
  });

  test("an admin is allowed", async () => {
    const called = await call(operation, "admin");
    expect(called.status, JSON.stringify(called.body)).toBeOneOf([200, 201, 202, 204]);
    expect(called.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe.each(named(byWho("signed_in")))("%s", (_, operation) => {
  test("without credentials it is 401, with them it is allowed", async () => {
    expect(problemIn(await call(operation, "nobody"))).toMatchObject({ status: 401 });
    for (const persona of ["stranger", "member", "admin", "admin's token"] as const) {
      expect((await call(operation, persona)).status).toBe(200);
    }
  });
});

describe.each(named(byWho("everybody")))("%s", (_, operation) => {
  test("is public", async () => {
    const called = await call(operation, "nobody");
    expect(called.status).toBe(200);
    expect(called.headers.get("x-request-id")).toBeTruthy();
  });
});
