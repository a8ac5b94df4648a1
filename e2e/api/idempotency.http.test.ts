/** `Idempotency-Key`: a request takes effect once, however often it is sent. */
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { TestWorkspace } from "../support/factories.ts";
import { arnIn, FAILED, makeRole, rolesOf, type TestAccount, workspaceWithAccount } from "./arrange.ts";
import { type Caller, memberOf, problemIn } from "./caller.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
});

let count = 0;
const newRole = () => ({
  name: `once ${count}`,
  roleArn: arnIn(account, `once-${count++}`),
  description: "",
});

function register(body: object, key: string, more: Record<string, string> = {}, caller = admin) {
  return caller("POST", rolesOf(workspace), { body, headers: { "idempotency-key": key, ...more } });
}

test("the same key with the same body returns the first result", async () => {
  const [body, key] = [newRole(), randomUUID()];
  const first = await register(body, key);
  const again = await register(body, key);
  expect(first.status).toBe(202);
  expect(again).toMatchObject({ status: first.status, body: first.body });
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
});

test("ten concurrent requests with one key take effect once", async () => {
  const [body, key] = [newRole(), randomUUID()];
  const called = await Promise.all(Array.from({ length: 10 }, () => register(body, key)));
  expect(new Set(called.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(called.map(({ body }) => body.id)).size).toBe(1);
});

test("the same key with another body is refused", async () => {
  const key = randomUUID();
  await register(newRole(), key);
  expect(problemIn(await register(newRole(), key))).toMatchObject({
    status: 409,
    code: "idempotency_key_reused",
  });
});

test("a refused request leaves the key free", async () => {
  const key = randomUUID();
  expect((await register({ ...newRole(), name: "" }, key)).status).toBe(422);
  const taken = await makeRole(workspace, account);
  expect((await register({ ...newRole(), name: taken.name }, key)).status).toBe(409);
  expect((await register(newRole(), key)).status).toBe(202);
});

test("keys of other callers and other routes are separate", async () => {
  const key = randomUUID();
  const other = await memberOf(workspace, "ADMIN");
  const [mine, theirs] = [await register(newRole(), key), await register(newRole(), key, {}, other)];
  expect(mine.body.id).not.toBe(theirs.body.id);
  const failed = await makeRole(workspace, account, FAILED);
  const retry = () =>
    admin("POST", `${rolesOf(workspace)}/${failed.id}/retry`, { headers: { "idempotency-key": key } });
  expect((await retry()).status).toBe(202);
  expect(await retry()).toMatchObject({ status: 202, body: { id: failed.id } });
});

test("a request that waited returns the same result again", async () => {
  const [body, key] = [newRole(), randomUUID()];
  const first = await register(body, key, { prefer: "wait=1" });
  expect(await register(body, key, { prefer: "wait=1" })).toMatchObject({
    status: first.status,
    body: first.body,
  });
});

test.each(["", "x".repeat(256), "white space"])("%j is no valid key", async (key) => {
  expect(problemIn(await register(newRole(), key))).toMatchObject({
    status: 422,
    errors: [{ path: "Idempotency-Key" }],
  });
});
