/** Imports: which rows they write and which they do not. */
import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import {
  arnIn,
  FAILED,
  makeImport,
  makeRole,
  makeUndeleted,
  paperAccount,
  type TestAccount,
} from "../../../e2e/api/arrange.ts";
import { ctxOf, makeWorkspace, type TestWorkspace } from "../../../e2e/support/factories.ts";
import { getInstanceRole } from "../get.ts";
import { exportFailures } from "./export-failures.ts";
import { getImport } from "./get.ts";
import { importInstanceRoles } from "./import.ts";
import { listImports } from "./list.ts";
import { readJson } from "./read-json.ts";
import { retryImport, retryInstanceRoles } from "./retry-many.ts";
import type { ImportResult, ImportView } from "./view.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let ctx: Ctx;

beforeAll(async () => {
  workspace = await makeWorkspace();
  account = await paperAccount(workspace);
  ctx = await ctxOf(workspace);
});

let made = 0;
/** Unique names. */
const fresh = (count: number) =>
  Array.from({ length: count }, () => {
    const name = `row-${made++}`;
    return { name, roleArn: arnIn(account, name) };
  });

const importRows = (rows: unknown[], { preview = false, as = ctx } = {}) =>
  importInstanceRoles(as, readJson(JSON.stringify(rows)), { preview });

const importOf = (result: ImportResult) => result.import as ImportView;

const rolesNamed = (names: string[]) =>
  inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.findMany({
      where: { workspaceId: workspace.id, name: { in: names } },
      include: { registrations: true },
      orderBy: { id: "asc" },
    }),
  );

const jobsOf = (registrationIds: string[]) =>
  db().$queryRaw<{ priority: number; group_id: string }[]>`
    select priority, group_id from pgboss.job
    where data ->> 'registrationId' = any(${registrationIds}) order by created_on`;

const THROTTLED = {
  failure: {
    reason: "aws_throttled",
    facts: { service: "iam", action: "iam:DetachRolePolicy", waitedMs: 60_000 },
    step: "attach_policies",
  },
};

const audited = (targetId: string) =>
  inWorkspace(workspace.id, (tx) =>
    tx.auditEvent.findMany({ where: { workspaceId: workspace.id, targetId } }),
  );

test("an accepted row has its role, its run, its job and its audit event", async () => {
  const rows = fresh(3);
  const result = await importRows(rows);
  expect(result).toMatchObject({ preview: false, rows: 3, accepted: 3, rejected: 0, alreadyRegistered: 0 });
  const roles = await rolesNamed(rows.map(({ name }) => name));
  expect(roles.map(({ id }) => id)).toEqual(result.verdicts.map(({ id }) => id));
  expect(roles.map(({ importRow }) => importRow)).toEqual([1, 2, 3]);
  for (const { status, registrationId, registrations } of roles) {
    expect(status).toBe("REGISTERING");
    expect(registrations).toMatchObject([{ id: registrationId, status: "QUEUED", kind: "REGISTER" }]);
  }
  const jobs = await jobsOf(roles.map(({ registrationId }) => registrationId as string));
  expect(jobs.map(({ group_id }) => group_id)).toEqual(Array(3).fill(`${workspace.id} ${account.accountId}`));
  const { id } = importOf(result);
  expect(await audited(id)).toMatchObject([{ action: "instance_role.import", details: { accepted: 3 } }]);
  expect(await audited(roles[0]?.id as string)).toMatchObject([
    { action: "instance_role.create", details: { importId: id } },
  ]);
});

test("imports of two workspaces are worked in turns", async () => {
  const theirs = await makeWorkspace();
  const theirAccount = await paperAccount(theirs);
  const rows = Array.from({ length: 20 }, (_, at) => ({
    name: `theirs-${at}`,
    roleArn: arnIn(theirAccount, `theirs-${at}`),
  }));
  await importRows(fresh(100));
  const result = await importRows(rows, { as: await ctxOf(theirs) });
  const ids = result.verdicts.map(({ id }) => id as string);
  const jobs = await db().$queryRaw<{ priority: number; ahead: bigint }[]>`
    select priority, (select count(*) from pgboss.job o
      where o.name = j.name and o.state < 'active' and o.priority > j.priority and o.priority < 0
        and o.data ->> 'workspaceId' = ${workspace.id}) as ahead
    from pgboss.job j where data ->> 'instanceRoleId' = any(${ids}) order by priority desc`;
  expect(Number(jobs[0]?.ahead)).toBe(0);
});

test("a preview writes nothing and returns the same verdicts", async () => {
  const rows = [...fresh(1), { name: "bad", roleArn: "x" }];
  const before = await listImports(ctx, { limit: 100 });
  const result = await importRows(rows, { preview: true });
  expect(result).toMatchObject({ preview: true, accepted: 1, rejected: 1 });
  expect(result).not.toHaveProperty("import");
  expect(result.verdicts[0]).not.toHaveProperty("id");
  expect(await rolesNamed([rows[0]?.name as string])).toEqual([]);
  expect(await listImports(ctx, { limit: 100 })).toEqual(before);
});

test("importing the same file again registers nothing twice", async () => {
  const rows = fresh(2);
  const first = await importRows(rows);
  const again = await importRows(rows);
  expect(again).toMatchObject({ accepted: 0, alreadyRegistered: 2 });
  expect(again.verdicts.map(({ id }) => id)).toEqual(first.verdicts.map(({ id }) => id));
});

test("the second row of the same role returns the first one's id", async () => {
  const [row] = fresh(1);
  const { verdicts } = await importRows([row, { ...row, name: "other name" }]);
  expect(verdicts[1]).toMatchObject({ status: "already_registered", sameAsRow: 1, id: verdicts[0]?.id });
});

test("two imports of the same rows at once register each role once", async () => {
  const rows = fresh(50);
  const results = await Promise.all([importRows(rows), importRows(rows.toReversed()), importRows(rows)]);
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
  expect(results.reduce((sum, { alreadyRegistered }) => sum + alreadyRegistered, 0)).toBe(100);
});

test("a member may not import or retry, but may read an import", async () => {
  const member = await ctxOf(workspace, "MEMBER");
  await expect(importRows(fresh(1), { as: member })).rejects.toMatchObject({ code: "forbidden" });
  const { id } = importOf(await importRows(fresh(1)));
  expect(() => retryImport(member, id)).toThrow(expect.objectContaining({ code: "forbidden" }));
  expect(() => retryInstanceRoles(member, [id])).toThrow(expect.objectContaining({ code: "forbidden" }));
  expect(await getImport(member, id, { limit: 10 })).toMatchObject({ id, rows: 1 });
});

test.each(["99999999999", "1.5", "1e99", "-1", "", " 1", "row"])(
  "a cursor with the row number %j is refused",
  async (value) => {
    const { id } = importOf(await importRows(fresh(1)));
    const cursor = encodeCursor("row", { value, id });
    await expect(getImport(ctx, id, { limit: 1, cursor })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ path: "cursor", code: "cursor_invalid" }],
    });
  },
);

test("another workspace's import is not found", async () => {
  const { id } = importOf(await importRows(fresh(1)));
  const other = await ctxOf(await makeWorkspace());
  for (const asking of [
    () => getImport(other, id, { limit: 1 }),
    () => exportFailures(other, id),
    () => retryImport(other, id),
  ]) {
    await expect(asking()).rejects.toMatchObject({ code: "not_found" });
  }
});

/** Returns an import with rows 1, 3 and 5 refused, and 2, 4 and 6 failed. */
async function failedImport() {
  const rows = fresh(6).map((row, at) => (at % 2 === 0 ? { ...row, roleArn: "nonsense" } : row));
  const result = await importRows(rows);
  const ids = result.verdicts.flatMap(({ id }) => id ?? []);
  await inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.updateMany({
      where: { workspaceId: workspace.id, id: { in: ids } },
      data: { status: "FAILED", failure: FAILED.failure as object },
    }),
  );
  return { id: importOf(result).id, ids, rows };
}

test("refused rows and failed roles are one list by row number, in pages", async () => {
  const { id, ids } = await failedImport();
  const all = await getImport(ctx, id, { limit: 100 });
  expect(all).toMatchObject({ rows: 6, accepted: 3, rejected: 3, progress: { failed: 3, registering: 0 } });
  expect(all.failures.items.map(({ row, status }) => [row, status])).toEqual([
    [1, "rejected"],
    [2, "failed"],
    [3, "rejected"],
    [4, "failed"],
    [5, "rejected"],
    [6, "failed"],
  ]);
  expect(all.failures.items[1]).toMatchObject({ id: ids[0], reason: "role_not_found" });
  const first = await getImport(ctx, id, { limit: 4 });
  const cursor = first.failures.nextCursor as string;
  const second = await getImport(ctx, id, { limit: 4, cursor });
  expect([...first.failures.items, ...second.failures.items]).toEqual(all.failures.items);
  expect(second.failures.nextCursor).toBeNull();
});

test("a lone surrogate in one row does not fail the other rows", async () => {
  const [good] = fresh(1);
  const odd = [
    { name: `${"x".repeat(127)}😀`, roleArn: "nonsense" },
    { name: "\ud800", roleArn: "\ud800" },
    { name: "etl", roleArn: "nonsense", "\0key": 1 },
  ];
  const { verdicts } = await importRows([good as object, ...odd]);
  expect(verdicts.map(({ status }) => status)).toEqual(["accepted", ...Array(3).fill("rejected")]);
});

test("retrying an import retries its failed roles and nothing else", async () => {
  const { id, ids } = await failedImport();
  const retried = await retryImport(ctx, id);
  expect(retried).toEqual({ retried: 3, items: ids.map((each) => ({ id: each, status: "retrying" })) });
  expect((await getImport(ctx, id, { limit: 1 })).progress).toMatchObject({ registering: 3, failed: 0 });
  expect(await retryImport(ctx, id)).toEqual({ retried: 0, items: [] });
});

test("retrying many roles returns each one's outcome", async () => {
  const failed = await makeRole(workspace, account, FAILED);
  const active = await makeRole(workspace, account);
  const elsewhere = crypto.randomUUID();
  const { items } = await retryInstanceRoles(ctx, [failed.id, active.id, elsewhere]);
  expect(items).toEqual([
    { id: failed.id, status: "retrying" },
    { id: active.id, status: "not_in_this_state" },
    { id: elsewhere, status: "not_found" },
  ]);
  expect(await audited(failed.id)).toMatchObject([{ action: "instance_role.retry" }]);
});

test("a role whose removal failed is not registered again by a retry of many", async () => {
  const importId = await makeImport(workspace, { rows: 2, accepted: 2 });
  const failed = await makeRole(workspace, account, { ...FAILED, importId, importRow: 1 });
  const undeleted = await makeUndeleted(workspace, account, { ...THROTTLED, importId, importRow: 2 });
  const items = [
    { id: failed.id, status: "retrying" },
    { id: undeleted.id, status: "removal_failed" },
  ];
  expect(await retryImport(ctx, importId)).toEqual({ retried: 1, items });
  expect(await retryInstanceRoles(ctx, [undeleted.id])).toEqual({ retried: 0, items: items.slice(1) });
  expect(await getInstanceRole(ctx, undeleted.id)).toMatchObject({
    status: "FAILED",
    failure: { reason: "aws_throttled" },
    registration: { kind: "REMOVE" },
  });
  expect(await audited(undeleted.id)).toEqual([]);
});

test("a role named twice, in upper or lower case, is retried and reported once", async () => {
  const failed = await makeRole(workspace, account, FAILED);
  const elsewhere = crypto.randomUUID();
  const named = [failed.id, failed.id.toUpperCase(), failed.id, elsewhere, elsewhere.toUpperCase()];
  expect(await retryInstanceRoles(ctx, named)).toEqual({
    retried: 1,
    items: [
      { id: failed.id, status: "retrying" },
      { id: elsewhere, status: "not_found" },
    ],
  });
});

test("a role deleted since is counted as deleted", async () => {
  const { id, ids } = await failedImport();
  await inWorkspace(workspace.id, (tx) =>
    tx.instanceRole.deleteMany({ where: { workspaceId: workspace.id, id: ids[0] as string } }),
  );
  expect((await getImport(ctx, id, { limit: 1 })).progress).toMatchObject({ failed: 2, deleted: 1 });
});
