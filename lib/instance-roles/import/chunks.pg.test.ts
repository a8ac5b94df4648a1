/** Imports of more rows than one transaction writes: what stands while they are written, and after a kill. */
import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Answer } from "#lib/http/answer.ts";
import { onlyOnce } from "#lib/http/idempotency.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { arnIn, makeRole, paperAccount, type TestAccount } from "../../../e2e/api/arrange.ts";
import { ctxOf, makeWorkspace, type TestWorkspace } from "../../../e2e/support/factories.ts";
import { getImport } from "./get.ts";
import { importInstanceRoles } from "./import.ts";
import type { ImportJob } from "./job.ts";
import { readJson } from "./read-json.ts";
import type { ImportResult, ImportView } from "./view.ts";
import { workImport, writeNextRows } from "./work.ts";
import { ROLES_AT_ONCE } from "./write-roles.ts";

let workspace: TestWorkspace;
let account: TestAccount;
let ctx: Ctx;

beforeEach(async () => {
  workspace = await makeWorkspace();
  account = await paperAccount(workspace);
  ctx = await ctxOf(workspace);
});

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `row-${at}`, roleArn: arnIn(account, `row-${at}`) }));

async function startImport(count: number, as = ctx) {
  const result = await importInstanceRoles(as, readJson(JSON.stringify(rowsOf(count))), { preview: false });
  return { result, id: (result.import as ImportView).id };
}

/** As the worker is given it; the test's own process takes nothing from the queue. */
const jobOf = (importId: string, more: Partial<Job<ImportJob>> = {}): Job<ImportJob> => ({
  id: crypto.randomUUID(),
  data: { importId, ctx },
  attempt: 1,
  isLastAttempt: false,
  signal: new AbortController().signal,
  ...more,
});

const progressOf = async (id: string) => (await getImport(ctx, id, { limit: 1 })).progress;

/** Roles, those of them with a run of their own, and the jobs of those runs. */
async function written() {
  const [counts] = await inWorkspace(
    workspace.id,
    (tx) => tx.$queryRaw<{ roles: bigint; runs: bigint; events: bigint }[]>`
      select (select count(*) from instance_role where workspace_id = ${workspace.id}::uuid) as roles,
             (select count(distinct instance_role_id) from registration where workspace_id = ${workspace.id}::uuid) as runs,
             (select count(*) from audit_event where workspace_id = ${workspace.id}::uuid
                and action = 'instance_role.create') as events`,
  );
  const [queued] = await db().$queryRaw<{ jobs: bigint; priority: number }[]>`
    select count(*) as jobs, max(priority) as priority from pgboss.job
    where name = 'registration' and data ->> 'workspaceId' = ${workspace.id}`;
  const { roles, runs, events } = counts as NonNullable<typeof counts>;
  return { roles: Number(roles), runs: Number(runs), events: Number(events), jobs: Number(queued?.jobs) };
}

const all = (count: number) => ({ roles: count, runs: count, events: count, jobs: count });

/** Twenty transactions of 500 roles, on a machine that may be busy otherwise. */
const TEN_THOUSAND_MS = 180_000;

test(
  "ten thousand rows are one import that counts up, and each row becomes one role",
  async () => {
    const { result, id } = await startImport(10_000);
    expect(result).toMatchObject({ accepted: 10_000, rejected: 0 });
    expect(await progressOf(id)).toMatchObject({
      waiting: 10_000 - ROLES_AT_ONCE,
      registering: ROLES_AT_ONCE,
    });
    await writeNextRows({ importId: id, ctx });
    expect(await progressOf(id)).toEqual({
      waiting: 10_000 - 2 * ROLES_AT_ONCE,
      registering: 2 * ROLES_AT_ONCE,
      active: 0,
      failed: 0,
      deleting: 0,
      deleted: 0,
    });
    await workImport(jobOf(id));
    expect(await progressOf(id)).toMatchObject({ waiting: 0, registering: 10_000, deleted: 0 });
    expect(await written()).toEqual(all(10_000));
    const told = result.verdicts.map((verdict) => verdict.id);
    const roles = await inWorkspace(workspace.id, (tx) =>
      tx.instanceRole.findMany({
        where: { importId: id },
        orderBy: { importRow: "asc" },
        select: { id: true },
      }),
    );
    expect(roles.map((role) => role.id)).toEqual(told);
  },
  TEN_THOUSAND_MS,
);

test("the jobs of a large import wait behind whoever comes alone", async () => {
  const { id } = await startImport(ROLES_AT_ONCE + 1);
  await workImport(jobOf(id));
  const jobs = await db().$queryRaw<{ priority: number }[]>`
    select priority from pgboss.job
    where name = 'registration' and data ->> 'workspaceId' = ${workspace.id} order by priority limit ${ROLES_AT_ONCE}`;
  expect(Math.max(...jobs.map(({ priority }) => priority))).toBeLessThan(0);
});

test("a web process that is killed after its answer has handed the rest to a worker's job", async () => {
  const { id } = await startImport(ROLES_AT_ONCE + 20);
  const jobs = await db().$queryRaw<{ data: ImportJob }[]>`
    select data from pgboss.job where name = 'import' and data ->> 'importId' = ${id}`;
  expect(jobs).toHaveLength(1);
  await workImport(jobOf(id, { data: jobs[0]?.data as ImportJob }));
  expect(await written()).toEqual(all(ROLES_AT_ONCE + 20));
  const event = await inWorkspace(workspace.id, (tx) =>
    tx.auditEvent.findFirst({ where: { action: "instance_role.create" }, orderBy: { createdAt: "desc" } }),
  );
  expect(event?.actorName).toBe(ctx.actor.name);
});

test("the same upload under the same key again answers the same import and writes nothing", async () => {
  const send = async () => {
    const request = new Request("http://localhost/import", { headers: { "idempotency-key": "k-1" } });
    const work = async (as: Ctx) => ({
      status: 202,
      body: (await startImport(ROLES_AT_ONCE + 20, as)).result,
    });
    return (await onlyOnce(ctx, request, "the same rows", work)) as Answer & { body: ImportResult };
  };
  const [first, again] = await Promise.all([send(), send()]);
  expect(again.body).toEqual(first.body);
  expect((await send()).body).toEqual(first.body);
  await workImport(jobOf(first.body.import?.id as string));
  expect(await written()).toEqual(all(ROLES_AT_ONCE + 20));
});

test("the same upload again while the first is written registers no role twice", async () => {
  const first = await startImport(ROLES_AT_ONCE + 20);
  const second = await startImport(ROLES_AT_ONCE + 20);
  await Promise.all([workImport(jobOf(second.id)), workImport(jobOf(first.id))]);
  expect(await written()).toEqual(all(ROLES_AT_ONCE + 20));
  const views = await Promise.all([first, second].map(({ id }) => getImport(ctx, id, { limit: 1 })));
  expect(views.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(ROLES_AT_ONCE + 20);
  expect(views.map(({ rejected, progress }) => [rejected, progress.waiting, progress.deleted])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("a worker that is killed between two transactions is followed by one that goes on", async () => {
  const { id } = await startImport(3 * ROLES_AT_ONCE);
  await writeNextRows({ importId: id, ctx });
  expect(await written()).toEqual(all(2 * ROLES_AT_ONCE));
  await Promise.all([workImport(jobOf(id)), workImport(jobOf(id))]);
  expect(await written()).toEqual(all(3 * ROLES_AT_ONCE));
});

/** The last statement of each transaction fails: the audit log takes no such actor. */
const failing = (id: string): ImportJob => ({
  importId: id,
  ctx: { ...ctx, actor: { kind: "api_token", id: "\0", name: "a token" } },
});

test("an attempt that ends within a transaction has written nothing of it", async () => {
  const { id } = await startImport(ROLES_AT_ONCE + 20);
  await expect(workImport(jobOf(id, { data: failing(id) }))).rejects.toThrow();
  expect(await progressOf(id)).toMatchObject({ waiting: 20, registering: ROLES_AT_ONCE });
  expect(await written()).toEqual(all(ROLES_AT_ONCE));
  await workImport(jobOf(id, { attempt: 2 }));
  expect(await written()).toEqual(all(ROLES_AT_ONCE + 20));
});

test("rows that cannot be written at all are told as refused, with what to do", async () => {
  const { id } = await startImport(ROLES_AT_ONCE + 2);
  await workImport(jobOf(id, { data: failing(id), isLastAttempt: true }));
  const view = await getImport(ctx, id, { limit: 10 });
  expect(view).toMatchObject({ accepted: ROLES_AT_ONCE, rejected: 2, progress: { waiting: 0, deleted: 0 } });
  expect(view.failures.items).toMatchObject([
    { row: ROLES_AT_ONCE + 1, reason: "unexpected", detail: expect.stringContaining("Import it again.") },
    { row: ROLES_AT_ONCE + 2, name: `row-${ROLES_AT_ONCE + 1}` },
  ]);
});

test("a role or a name that others took meanwhile is told, and holds up no other row", async () => {
  const { id } = await startImport(ROLES_AT_ONCE + 3);
  const [same, name] = [rowsOf(ROLES_AT_ONCE + 3).at(-3), rowsOf(ROLES_AT_ONCE + 3).at(-2)];
  await makeRole(workspace, account, same);
  await makeRole(workspace, account, { ...name, roleArn: arnIn(account, "another") });
  await workImport(jobOf(id));
  const view = await getImport(ctx, id, { limit: 10 });
  expect(view).toMatchObject({
    accepted: ROLES_AT_ONCE + 1,
    alreadyRegistered: 1,
    rejected: 1,
    progress: { waiting: 0, registering: ROLES_AT_ONCE + 1, deleted: 0 },
  });
  expect(view.failures.items).toMatchObject([{ row: ROLES_AT_ONCE + 2, reason: "name_taken" }]);
});
