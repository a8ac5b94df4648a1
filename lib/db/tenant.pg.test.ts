/** Row-level security: Postgres separates tenants even where a query has no condition on the workspace. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  connectAccount,
  makeMember,
  makeUser,
  makeWorkspace,
  type TestWorkspace,
} from "../../e2e/support/factories.ts";
import { db, type Tx } from "./client.ts";
import { asUser, inWorkspace } from "./tenant.ts";
import { uuid7 } from "./uuid.ts";

const TENANT_TABLES = [
  "member",
  "api_token",
  "aws_account",
  "instance_role",
  "registration",
  "registration_step",
  "attachment_hold",
  "audit_event",
  "idempotency_key",
  "import",
  "worker_question",
  "compute_config",
  "default_role",
  "instance_change",
  "instance_change_item",
];

let here: TestWorkspace;
let there: TestWorkspace;

beforeAll(async () => {
  [here, there] = [await fullWorkspace(), await fullWorkspace()];
});

/** A workspace with a row in every tenant table. */
async function fullWorkspace(): Promise<TestWorkspace> {
  const workspace = await makeWorkspace();
  const workspaceId = workspace.id;
  await makeMember(workspace, "ADMIN");
  const connection = { accountId: "111122223333", connectionRoleArn: "arn:aws:iam::111122223333:role/c" };
  const { id: awsAccountId } = await connectAccount(workspace, { ...connection, externalId: "rc-test" });
  const [instanceRoleId, registrationId, attachmentId] = [uuid7(), uuid7(), uuid7()];
  await inWorkspace(workspaceId, async (tx) => {
    const expiresAt = new Date(Date.now() + 60_000);
    await tx.apiToken.create({
      data: { workspaceId, name: "t", secretHash: uuid7(), role: "MEMBER", createdBy: "a test", expiresAt },
    });
    await tx.instanceRole.create({
      data: {
        workspaceId,
        id: instanceRoleId,
        awsAccountId,
        name: "one",
        nameKey: "one",
        roleArn: "arn:aws:iam::111122223333:role/one",
        createdBy: "a test",
      },
    });
    await tx.registration.create({
      data: { workspaceId, id: registrationId, instanceRoleId, kind: "REGISTER", requestedBy: "a test" },
    });
    await tx.registrationStep.create({
      data: { workspaceId, registrationId, name: "connect", status: "DONE" },
    });
    await tx.attachmentHold.create({ data: { workspaceId, instanceRoleId, attachmentId } });
    await tx.auditEvent.create({
      data: { workspaceId, actorKind: "system", actorName: "a test", action: "instance_role.create" },
    });
    await tx.idempotencyKey.create({ data: { workspaceId, scope: "s", key: "k", bodyHash: "h" } });
    await tx.defaultRole.create({ data: { workspaceId, awsAccountId, instanceRoleId } });
    await tx.computeConfig.create({
      data: { workspaceId, awsAccountId, name: "c", nameKey: "c", region: "us-east-1", createdBy: "a test" },
    });
    const changeId = uuid7();
    const ofChange = { workspaceId, awsAccountId, region: "us-east-1" };
    await tx.instanceChange.create({
      data: { ...ofChange, id: changeId, kind: "attach", createdBy: "a test" },
    });
    await tx.instanceChangeItem.create({ data: { ...ofChange, changeId, instanceId: "i-0a1" } });
    await tx.workerQuestion.create({ data: { workspaceId, id: uuid7(), kind: "check_role", input: {} } });
    await tx.import.create({
      data: { workspaceId, source: "csv", rows: 1, accepted: 0, alreadyRegistered: 0, createdBy: "a test" },
    });
  });
  return workspace;
}

const countIn = async (tx: Pick<Tx, "$queryRawUnsafe">, table: string, where = "true") => {
  const [row] = await tx.$queryRawUnsafe<{ count: bigint }[]>(`select count(*) from ${table} where ${where}`);
  return Number(row?.count);
};

test("the list of tenant tables is complete", async () => {
  const rows = await db().$queryRaw<{ table: string }[]>`
    select table_name as "table" from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id' order by 1`;
  expect(rows.map(({ table }) => table)).toEqual(TENANT_TABLES.toSorted());
});

test("the application cannot bypass row-level security and owns no table", async () => {
  const [role] = await db().$queryRaw<{ name: string; super: boolean; bypass: boolean; owned: bigint }[]>`
    select current_user::text as name, rolsuper as super, rolbypassrls as bypass,
           (select count(*) from pg_tables where tableowner = current_user) as owned
    from pg_roles where rolname = current_user`;
  expect(role).toEqual({ name: "rolecall_app", super: false, bypass: false, owned: 0n });
});

describe.each(TENANT_TABLES)("%s", (table) => {
  test("has row-level security, and unique indexes that begin with the workspace", async () => {
    const [state] = await db().$queryRaw<{ on: boolean }[]>`
      select relrowsecurity as "on" from pg_class where oid = ${table}::regclass`;
    expect(state?.on).toBe(true);
    const indexes = await db().$queryRaw<{ first: string }[]>`
      select a.attname as first from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = ${table}::regclass and i.indisunique`;
    expect(new Set(indexes.map(({ first }) => first))).toEqual(new Set(["workspace_id"]));
  });

  test("shows a transaction the rows of its workspace and none of another", async () => {
    await inWorkspace(here.id, async (tx) => {
      expect(await countIn(tx, table)).toBe(await countIn(tx, table, `workspace_id = '${here.id}'`));
      expect(await countIn(tx, table)).toBeGreaterThan(0);
      expect(await countIn(tx, table, `workspace_id = '${there.id}'`)).toBe(0);
    });
  });

  test("shows no rows outside of a workspace", async () => {
    expect(await countIn(db(), table)).toBe(0);
  });

  test("rejects changes and deletions in another workspace", async () => {
    await inWorkspace(here.id, async (tx) => {
      expect(await tx.$executeRawUnsafe(`delete from ${table} where workspace_id = '${there.id}'`)).toBe(0);
      const moved = `update ${table} set workspace_id = '${here.id}' where workspace_id = '${there.id}'`;
      expect(await tx.$executeRawUnsafe(moved)).toBe(0);
    });
    await inWorkspace(there.id, async (tx) => expect(await countIn(tx, table)).toBeGreaterThan(0));
  });

  test("rejects rows of another workspace", async () => {
    const move = inWorkspace(here.id, (tx) =>
      tx.$executeRawUnsafe(`update ${table} set workspace_id = '${there.id}'`),
    );
    await expect(move).rejects.toThrow(/row-level security|foreign key/);
  });
});

test("a transaction's workspace ends with it", async () => {
  await inWorkspace(here.id, (tx) => countIn(tx, "instance_role"));
  // As many as the pool has connections, so that the one used before is among them.
  const counts = await Promise.all(Array.from({ length: 40 }, () => countIn(db(), "instance_role")));
  expect(new Set(counts)).toEqual(new Set([0]));
});

test("a user sees their own memberships before entering a workspace, and nobody else's", async () => {
  const [user, other] = [await makeUser(), await makeUser()];
  for (const [{ id: workspaceId }, { id: userId }] of [
    [here, user],
    [there, user],
    [there, other],
  ] as const) {
    await inWorkspace(workspaceId, (tx) =>
      tx.member.create({ data: { workspaceId, userId, role: "MEMBER" } }),
    );
  }
  const seen = await asUser(user.id, (tx) =>
    tx.member.findMany({ select: { workspaceId: true, userId: true } }),
  );
  expect(seen.map(({ workspaceId }) => workspaceId).toSorted()).toEqual([here.id, there.id].toSorted());
  expect(new Set(seen.map(({ userId }) => userId))).toEqual(new Set([user.id]));
});

test("a user who sees their memberships cannot add one", async () => {
  const user = await makeUser();
  const joined = asUser(user.id, (tx) =>
    tx.member.create({ data: { workspaceId: there.id, userId: user.id, role: "ADMIN" } }),
  );
  await expect(joined).rejects.toThrow(/row-level security/);
});

test("a search finds rows of its workspace only", async () => {
  const ids = await inWorkspace(
    here.id,
    (tx) => tx.$queryRaw<{ id: string }[]>`select search_instance_roles('%one%') as id`,
  );
  expect(ids).toHaveLength(1);
  expect(await db().$queryRaw`select search_instance_roles('%one%') as id`).toEqual([]);
});
