/** Imports over HTTP: body formats, limits, idempotency, and waiting. */
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { TestWorkspace } from "../support/factories.ts";
import { makeMember } from "../support/factories.ts";
import {
  arnIn,
  FAILED,
  makeImport,
  makeRole,
  rolesOf,
  type TestAccount,
  workspaceWithAccount,
} from "./arrange.ts";
import { browserOf, type Caller, memberOf, problemIn } from "./caller.ts";
import { openEvents } from "./event-reader.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let admin: Caller;

beforeAll(async () => {
  ({ workspace, account } = await workspaceWithAccount());
  admin = await memberOf(workspace, "ADMIN");
});

let made = 0;
const fresh = (count: number) =>
  Array.from({ length: count }, () => {
    const name = `many-${made++}`;
    return { name, roleArn: arnIn(account, name) };
  });

const importPath = () => `${rolesOf(workspace)}/import`;
const csv = { "content-type": "text/csv; charset=utf-8" };

test("a CSV and the same rows as JSON give the same import", async () => {
  const rows = fresh(2);
  const text = `\u{feff}name,role_arn\r\n${rows.map(({ name, roleArn }) => `"${name}",${roleArn}`).join("\r\n")}\r\n`;
  const preview = await admin("POST", `${importPath()}?preview=true`, { body: text, headers: csv });
  expect(preview).toMatchObject({ status: 200, body: { preview: true, accepted: 2 } });
  const called = await admin("POST", importPath(), { body: { rows } });
  expect(called).toMatchObject({ status: 202, body: { preview: false, accepted: 2, rejected: 0 } });
  expect(called.body.verdicts.map(({ status }: { status: string }) => status)).toEqual([
    "accepted",
    "accepted",
  ]);
  const location = called.headers.get("location") as string;
  expect(location).toBe(`/api/v1${rolesOf(workspace)}/imports/${called.body.import.id}`);
  expect(await admin("GET", location)).toMatchObject({ status: 200, body: { rows: 2, source: "json" } });
});

test("a verdict has the errors of a single registration", async () => {
  const taken = await makeRole(workspace, account);
  const failed = await makeRole(workspace, account, FAILED);
  const bad = [
    { name: "x", roleArn: "arn:aws:iam::123456789012:user/ada" },
    { name: "", roleArn: arnIn(account, "unnamed") },
    { name: "elsewhere", roleArn: "arn:aws:iam::999999999999:role/x" },
    { name: taken.name.toUpperCase(), roleArn: arnIn(account, "another") },
    { name: failed.name, roleArn: arnIn(account, "mended") },
    { name: "new name", roleArn: taken.roleArn },
    { name: "new name", roleArn: failed.roleArn },
  ];
  const { body } = await admin("POST", importPath(), { body: { rows: bad, preview: true } });
  for (const [at, row] of bad.entries()) {
    const single = problemIn(await admin("POST", rolesOf(workspace), { body: row }));
    expect(body.verdicts[at].errors).toEqual(single.errors);
  }
  expect(body.verdicts.map(({ status }: { status: string }) => status)).toEqual([
    ...Array(5).fill("rejected"),
    ...Array(2).fill("already_registered"),
  ]);
  expect(body.verdicts.slice(5).map(({ id }: { id: string }) => id)).toEqual([taken.id, failed.id]);
});

test("more than 500 rows are one import at once, and its rows are written while one looks", async () => {
  // Of its own: this many registrations would be ahead of the other tests'.
  const theirs = await workspaceWithAccount();
  const as = await memberOf(theirs.workspace, "ADMIN");
  const rows = Array.from({ length: 520 }, (_, at) => ({
    name: `large-${at}`,
    roleArn: arnIn(theirs.account, `large-${at}`),
  }));
  const started = await as("POST", `${rolesOf(theirs.workspace)}/import`, { body: { rows } });
  expect(started).toMatchObject({
    status: 202,
    body: { accepted: 520, import: { rows: 520, progress: { waiting: 20, registering: 500 } } },
  });
  const location = started.headers.get("location") as string;
  const waiting = async () => (await as("GET", location)).body.progress.waiting;
  await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
  const last = started.body.verdicts[519];
  const { body } = await as("GET", `${rolesOf(theirs.workspace)}/${last.id}`);
  expect(body.name).toBe(last.name);
});

test("ten thousand rows are accepted, one more is not", async () => {
  const rows = fresh(10_001);
  const refused = await admin("POST", `${importPath()}?preview=true`, { body: { rows } });
  expect(problemIn(refused)).toMatchObject({ status: 413, code: "payload_too_large" });
  const taken = await admin("POST", `${importPath()}?preview=true`, { body: { rows: rows.slice(1) } });
  expect(taken).toMatchObject({ status: 200, body: { rows: 10_000, accepted: 10_000 } });
});

test("a body over 10 MiB is refused, one over 64 KiB is not", async () => {
  const padded = (bytes: number) => `role_arn\n${arnIn(account, "padded")}\n${"\n".repeat(bytes)}`;
  const large = await admin("POST", `${importPath()}?preview=true`, {
    body: padded(10_000_000),
    headers: csv,
  });
  expect(large.status).toBe(200);
  const refused = await admin("POST", importPath(), { body: padded(10_485_760), headers: csv });
  expect(problemIn(refused)).toMatchObject({ status: 413, code: "payload_too_large" });
});

test.each([
  ["text/plain", "role_arn", 415, "unsupported_media_type"],
  ["application/json", "{", 400, "malformed_json"],
  ["application/json", '{"rows":7}', 422, "invalid"],
  ["application/json", '{"rows":[]}', 422, "invalid"],
  ["application/json", '{"rows":[],"extra":1}', 422, "invalid"],
  ["text/csv", "name,description\na,b", 422, "invalid"],
  ["text/csv", "", 422, "invalid"],
])("%s %j is refused with %i %s", async (type, body, status, code) => {
  const called = await admin("POST", importPath(), { body, headers: { "content-type": type } });
  expect(problemIn(called)).toMatchObject({ status, code });
});

test("where the column of role ARNs cannot be detected, it can be chosen", async () => {
  const [one, other] = fresh(2);
  const body = `task,node,who\n${one?.roleArn},${other?.roleArn},ada`;
  const refused = await admin("POST", `${importPath()}?preview=true`, { body, headers: csv });
  expect(problemIn(refused)).toMatchObject({
    status: 422,
    errors: [{ path: "header", code: "column_twice" }],
    columns: [
      { column: 1, title: "task" },
      { column: 2, title: "node" },
      { column: 3, sample: "ada" },
    ],
  });
  const query = "preview=true&roleArnColumn=2&nameColumn=3";
  const chosen = await admin("POST", `${importPath()}?${query}`, { body, headers: csv });
  expect(chosen.body.verdicts).toMatchObject([{ status: "accepted", name: "ada", roleArn: other?.roleArn }]);
  for (const bad of ["roleArnColumn=0", "roleArnColumn=x", "nameColumn=101"]) {
    const called = await admin("POST", `${importPath()}?${bad}`, { body, headers: csv });
    expect(problemIn(called)).toMatchObject({ status: 422, code: "invalid" });
  }
});

test("the AWS CLI's output is imported unedited, sent as JSON or as pasted text", async () => {
  const rows = fresh(2);
  const Roles = rows.map(({ name, roleArn }) => ({
    RoleName: name,
    Arn: roleArn,
    Path: "/",
    MaxSessionDuration: 3600,
  }));
  const body = JSON.stringify({ Roles, IsTruncated: true }, null, 4);
  for (const type of ["application/json", "text/csv"]) {
    const called = await admin("POST", `${importPath()}?preview=true`, {
      body,
      headers: { "content-type": type },
    });
    expect(called).toMatchObject({
      status: 200,
      body: { accepted: 2, notes: [expect.stringContaining("cut off")] },
    });
  }
});

test("the same key imports once, also in ten concurrent requests", async () => {
  const [rows, key] = [fresh(3), randomUUID()];
  const send = () => admin("POST", importPath(), { body: { rows }, headers: { "idempotency-key": key } });
  const called = await Promise.all(Array.from({ length: 10 }, send));
  expect(new Set(called.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(called.map(({ body }) => body.import.id)).size).toBe(1);
  expect(called.every(({ body }) => body.accepted === 3)).toBe(true);
  const other = { body: { rows: fresh(1) }, headers: { "idempotency-key": key } };
  expect(problemIn(await admin("POST", importPath(), other))).toMatchObject({
    code: "idempotency_key_reused",
  });
});

test("a request that waits is answered when all rows have settled", async () => {
  const called = await admin("POST", importPath(), {
    body: { rows: fresh(2) },
    headers: { prefer: "wait=30" },
  });
  // The account is connected only in the database.
  expect(called).toMatchObject({
    status: 201,
    body: { import: { progress: { failed: 2, registering: 0 } } },
  });
  expect(called.headers.get("preference-applied")).toBe("wait=30");
});

test("an import without new roles is answered at once", async () => {
  const { roleArn } = await makeRole(workspace, account);
  const called = await admin("POST", importPath(), { body: { rows: [{ name: "again", roleArn }] } });
  expect(called).toMatchObject({ status: 201, body: { alreadyRegistered: 1 } });
});

test("roles of an import are sent in the event stream like any other", async () => {
  const user = await makeMember(workspace, "ADMIN");
  const events = await openEvents(`${rolesOf(workspace)}/events`, await browserOf(user.id));
  await events.next(({ event }) => event === "ready");
  const { body } = await admin("POST", importPath(), { body: { rows: fresh(12) } });
  const open = new Set(body.verdicts.map(({ id }: { id: string }) => id));
  while (open.size > 0) {
    const { data } = await events.next(({ event, data }) => event === "role" && data.status === "FAILED");
    open.delete(data.id);
  }
  events.close();
});

test("failures are paged, exported and retried", async () => {
  const id = await makeImport(workspace, { rows: 3, accepted: 3 });
  for (const importRow of [1, 2, 3])
    await makeRole(workspace, account, { ...FAILED, importId: id, importRow });
  const path = `${rolesOf(workspace)}/imports/${id}`;
  const first = await admin("GET", `${path}?limit=2`);
  expect(first.body.failures.items.map(({ row }: { row: number }) => row)).toEqual([1, 2]);
  const second = await admin("GET", `${path}?limit=2&cursor=${first.body.failures.nextCursor}`);
  expect(second.body.failures).toMatchObject({ items: [{ row: 3 }], nextCursor: null });
  const exported = await admin("GET", `${path}/failures.csv`);
  expect(exported.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(exported.headers.get("content-disposition")).toContain("attachment");
  expect(exported.body.trimEnd().split("\r\n")).toHaveLength(4);
  expect(await admin("POST", `${path}/retry`)).toMatchObject({ status: 202, body: { retried: 3 } });
});

test.each([
  [{ ids: [] }, 422],
  [{ ids: ["x"] }, 422],
  [{ ids: Array.from({ length: 1_001 }, () => randomUUID()) }, 422],
  [{}, 422],
])("retrying %j is refused", async (body, status) => {
  expect(problemIn(await admin("POST", `${rolesOf(workspace)}/retry`, { body }))).toMatchObject({ status });
});

test("an import of another workspace is not found", async () => {
  const other = await workspaceWithAccount();
  const id = await makeImport(other.workspace);
  const path = `${rolesOf(workspace)}/imports/${id}`;
  for (const [method, more] of [
    ["GET", ""],
    ["GET", "/failures.csv"],
    ["POST", "/retry"],
  ] as const) {
    expect(problemIn(await admin(method, `${path}${more}`))).toMatchObject({ status: 404 });
  }
});
