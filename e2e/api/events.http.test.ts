/** The event stream of instance roles. */
import { beforeAll, expect, test, vi } from "vitest";
import { makeMember, type TestWorkspace } from "../support/factories.ts";
import {
  changeRole,
  deleteRole,
  makeRole,
  rolesOf,
  type TestAccount,
  workspaceWithAccount,
} from "./arrange.ts";
import { browserOf, memberOf, problemIn, tokenOf, withToken } from "./caller.ts";
import { openEvents } from "./event-reader.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let browser: Record<string, string>;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  browser = await browserOf((await makeMember(workspace, "MEMBER")).id);
});

const open = (path = `${rolesOf(workspace)}/events`, headers = {}) =>
  openEvents(path, { ...browser, ...headers });

test("a change is sent as the role's view, with its version as the event's id", async () => {
  const role = await makeRole(workspace, account, { status: "REGISTERING" });
  const events = await open();
  await events.next(({ event }) => event === "ready");
  await changeRole(workspace, role.id, { status: "ACTIVE" });
  const told = await events.next(({ event }) => event === "role");
  expect(told.data).toMatchObject({ id: role.id, status: "ACTIVE", name: role.name });
  expect(told.id).toBe(String(told.data.version));
  events.close();
});

test("a deleted role is sent as removed", async () => {
  const role = await makeRole(workspace, account);
  const events = await open();
  await events.next(({ event }) => event === "ready");
  await deleteRole(workspace, role.id);
  const told = await events.next(({ event }) => event === "removed");
  expect(told.data).toEqual({ id: role.id });
  events.close();
});

test("a resumed stream sends what changed meanwhile, and nothing older", async () => {
  const [early, late] = [await makeRole(workspace, account), await makeRole(workspace, account)];
  const first = await open();
  await first.next(({ event }) => event === "ready");
  await changeRole(workspace, early.id, { description: "while listening" });
  const { id } = await first.next(({ event }) => event === "role");
  first.close();

  await changeRole(workspace, late.id, { description: "while away" });
  const second = await open(undefined, { "last-event-id": id as string });
  const told = await second.next(({ event }) => event === "role");
  expect(told.data).toMatchObject({ id: late.id, description: "while away" });
  expect(second.read.filter(({ data }) => data.id === early.id)).toEqual([]);
  second.close();
});

test("a stream can be resumed from its start, before any event", async () => {
  const role = await makeRole(workspace, account);
  const first = await open();
  const { id } = await first.next(({ event }) => event === "ready");
  first.close();
  await changeRole(workspace, role.id, { description: "missed" });
  const second = await open(undefined, { "last-event-id": id as string });
  const told = await second.next(({ event, data }) => event === "role" && data.id === role.id);
  expect(told.data.description).toBe("missed");
  second.close();
});

test("the stream of one role sends the role, then its changes, and no other role's", async () => {
  const [followed, other] = [await makeRole(workspace, account), await makeRole(workspace, account)];
  const events = await open(`${rolesOf(workspace)}/${followed.id}/events`);
  expect((await events.next(({ event }) => event === "role")).data.id).toBe(followed.id);
  await changeRole(workspace, other.id, { description: "not followed" });
  await changeRole(workspace, followed.id, { description: "followed" });
  const told = await events.next(({ event }) => event === "role");
  expect(told.data).toMatchObject({ id: followed.id, description: "followed" });
  events.close();
});

test("changes of another workspace are not sent", async () => {
  const elsewhere = await workspaceWithAccount();
  const events = await open();
  await events.next(({ event }) => event === "ready");
  const foreign = await makeRole(elsewhere.workspace, elsewhere.account);
  const own = await makeRole(workspace, account);
  await events.next(({ event, data }) => event === "role" && data.id === own.id);
  expect(JSON.stringify(events.read)).not.toContain(foreign.id);
  events.close();
});

test("a hundred concurrent streams all receive a change", async () => {
  const role = await makeRole(workspace, account);
  const five = await Promise.all(Array.from({ length: 5 }, () => makeMember(workspace, "MEMBER")));
  const browsers = await Promise.all(five.map(({ id }) => browserOf(id)));
  const readers = await Promise.all(
    browsers.flatMap((each) => Array.from({ length: 20 }, () => open(undefined, each))),
  );
  await Promise.all(readers.map((reader) => reader.next(({ event }) => event === "ready")));
  await changeRole(workspace, role.id, { description: "for all" });
  const told = await Promise.all(
    readers.map((reader) => reader.next(({ event, data }) => event === "role" && data.id === role.id)),
  );
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  for (const reader of readers) reader.close();
});

test("a caller has at most twenty streams, and closing one frees its place", async () => {
  const token = await tokenOf(workspace, { role: "MEMBER" });
  const authorization = { authorization: `Bearer ${token}` };
  const paths = [`${rolesOf(workspace)}/events`, `/workspaces/${workspace.slug}/aws-accounts/events`];
  const streams = await Promise.all(
    Array.from({ length: 20 }, (_, each) => openEvents(paths[each % 2] as string, authorization)),
  );
  const refused = await withToken(token)("GET", paths[0] as string);
  expect(problemIn(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect(refused.headers.get("retry-after")).toBe("15");
  streams[0]?.close();
  const again = await vi.waitFor(() => openEvents(paths[0] as string, authorization));
  for (const stream of [...streams, again]) stream.close();
});

test("steps are sent with their run while a registration runs", async () => {
  const admin = await memberOf(workspace, "ADMIN");
  const events = await open();
  await events.next(({ event }) => event === "ready");
  const roleArn = `arn:aws:iam::${account.accountId}:role/steps`;
  const { body } = await admin("POST", rolesOf(workspace), { body: { name: "steps", roleArn } });
  const told = await events.next(({ event, data }) => event === "step" && data.instanceRoleId === body.id);
  expect(told.data.step).toMatchObject({ name: expect.any(String), status: expect.any(String) });
  expect(told.data.registrationId).toMatch(/^[0-9a-f-]{36}$/);
  expect(told.id).toBeUndefined();
  events.close();
});

test("a closed stream is cleaned up, and the next one receives changes", async () => {
  for (let time = 0; time < 3; time++) {
    const events = await open();
    await events.next(({ event }) => event === "ready");
    events.close();
  }
  const role = await makeRole(workspace, account);
  const events = await open();
  await events.next(({ event }) => event === "ready");
  await vi.waitFor(() => changeRole(workspace, role.id, { description: "again" }));
  await events.next(({ event, data }) => event === "role" && data.id === role.id);
  events.close();
});
