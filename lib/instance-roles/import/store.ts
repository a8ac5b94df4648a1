/** Imports in Postgres. A thousand roles take a handful of statements. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";
import type { InstanceRoleRow } from "../row.ts";
import type { Status } from "../status.ts";
import { selectRoles } from "../store.ts";
import type { Account, WorkspaceSnapshot } from "./judge.ts";
import type { Verdict } from "./verdict.ts";
import type { WaitingRow } from "./waiting-row.ts";

type Named = { accountIds: string[]; roleArns: string[]; nameKeys: string[] };

/** Reads what the workspace has of the accounts, ARNs and names in an import. */
export async function findSnapshot(tx: Tx, workspaceId: string, named: Named): Promise<WorkspaceSnapshot> {
  // Locked until the transaction ends, so that the roles' accounts stay connected.
  const accounts = await tx.$queryRaw<Account[]>`
    select id, account_id as "accountId", partition, status::text as status from aws_account
    where workspace_id = ${workspaceId}::uuid and account_id = any(${named.accountIds})
    for key share`;
  const roles = await tx.$queryRaw<WorkspaceSnapshot["roles"]>`
    select id, name, status::text as status, name_key as "nameKey", role_arn as "roleArn" from instance_role
    where workspace_id = ${workspaceId}::uuid and role_arn = any(${named.roleArns})
    union
    select id, name, status::text, name_key, role_arn from instance_role
    where workspace_id = ${workspaceId}::uuid and name_key = any(${named.nameKeys})`;
  return { accounts, roles };
}

/** Serializes the imports of a workspace, so that each sees the roles of the one before. */
export async function takeImportTurn(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('import ' || ${workspaceId}, 0))`;
}

export async function insertImport(
  tx: Tx,
  data: Omit<Prisma.ImportCreateManyInput, "refused" | "waitingRows"> & {
    refused: Verdict[];
    waitingRows: WaitingRow[];
  },
): Promise<void> {
  const { refused, waitingRows, ...row } = data;
  const waiting = waitingRows.length > 0 && { waitingRows };
  await tx.import.createMany({ data: { ...row, refused: refused as object[], ...waiting } });
}

type ImportKey = { workspaceId: string; id: string };

/** The next rows that have no role yet, locked with their import until the transaction has ended. */
export async function lockWaitingRows(
  tx: Tx,
  { workspaceId, id }: ImportKey,
  atMost: number,
): Promise<WaitingRow[]> {
  const [locked] = await tx.$queryRaw<{ done: number }[]>`
    select jsonb_array_length(waiting_rows) - waiting as done from import
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and waiting > 0 for update`;
  if (!locked) return [];
  // The subselect unpacks the rows once; a join would do so for each of them.
  const rows = await tx.$queryRaw<{ row: WaitingRow }[]>`
    select given.row
    from jsonb_array_elements(
      (select waiting_rows from import where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid)
    ) with ordinality as given (row, at)
    where given.at > ${locked.done} order by given.at limit ${atMost}`;
  return rows.map(({ row }) => row);
}

/** `rows`: how many of the waiting ones are done; `notAccepted` of them became no role. */
export async function settleWaitingRows(
  tx: Tx,
  { workspaceId, id }: ImportKey,
  done: { rows: number; notAccepted: number; alreadyRegistered: number; refused: Verdict[] },
): Promise<void> {
  await tx.$executeRaw`
    update import
    set waiting = waiting - ${done.rows},
        waiting_rows = case when waiting > ${done.rows} then waiting_rows end,
        accepted = accepted - ${done.notAccepted},
        already_registered = already_registered + ${done.alreadyRegistered},
        refused = refused || ${JSON.stringify(done.refused)}::jsonb
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}

export async function changeImport(
  tx: Tx,
  { workspaceId, id }: ImportKey,
  change: { accepted: number; alreadyRegistered: number; refused: Verdict[] },
): Promise<void> {
  await tx.import.updateMany({
    where: { workspaceId, id },
    data: { ...change, refused: change.refused as object[] },
  });
}

export type ImportedRole = {
  id: string;
  awsAccountId: string;
  name: string;
  nameKey: string;
  description: string;
  roleArn: string;
  registrationId: string;
  importRow: number;
};

/**
 * Inserts roles.
 * @returns the ids of those that violated no unique index
 */
export async function insertImportedRoles(
  tx: Tx,
  by: { workspaceId: string; importId: string; createdBy: string },
  roles: ImportedRole[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into instance_role
      (workspace_id, id, aws_account_id, name, name_key, description, role_arn, registration_id, import_id,
       import_row, created_by, updated_at)
    select ${by.workspaceId}::uuid, id, "awsAccountId", name, "nameKey", description, "roleArn", "registrationId",
           ${by.importId}::uuid, "importRow", ${by.createdBy}, now()
    from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as given
      (id uuid, "awsAccountId" uuid, name text, "nameKey" text, description text, "roleArn" text,
       "registrationId" uuid, "importRow" int)
    on conflict do nothing
    returning id`;
  return new Set(rows.map(({ id }) => id));
}

const COLUMNS = {
  id: true,
  source: true,
  rows: true,
  accepted: true,
  alreadyRegistered: true,
  waiting: true,
  createdAt: true,
  createdBy: true,
} as const;

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

export function findImport(tx: Tx, workspaceId: string, id: string) {
  return tx.import.findFirst({ where: { workspaceId, id }, select: COLUMNS });
}

/** Lists imports newest first; ids are UUIDv7. */
export function findImports(tx: Tx, workspaceId: string, before: string | undefined, take: number) {
  return tx.import.findMany({
    where: { workspaceId, ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take,
    select: COLUMNS,
  });
}

export async function findRefused(tx: Tx, workspaceId: string, id: string): Promise<Verdict[]> {
  const found = await tx.import.findFirst({ where: { workspaceId, id }, select: { refused: true } });
  return (found?.refused ?? []) as Verdict[];
}

/** Counts the roles of each import by status. */
export async function countImportedRoles(
  tx: Tx,
  workspaceId: string,
  importIds: string[],
): Promise<{ importId: string; status: Status; count: number }[]> {
  const groups = await tx.instanceRole.groupBy({
    by: ["importId", "status"],
    where: { workspaceId, importId: { in: importIds } },
    _count: true,
  });
  return groups.map(({ importId, status, _count }) => ({
    importId: importId as string,
    status,
    count: _count,
  }));
}

/** Lists the failed roles of an import by row number. */
export function findFailedOfImport(
  tx: Tx,
  { workspaceId, id }: ImportKey,
  { afterRow, take }: { afterRow: number; take: number },
): Promise<InstanceRoleRow[]> {
  return selectRoles(
    tx,
    Prisma.sql`
    where r.workspace_id = ${workspaceId}::uuid and r.import_id = ${id}::uuid
      and r.import_row > ${afterRow} and r.status = 'FAILED'
    order by r.import_row limit ${take}`,
  );
}

export async function findRegisteringOfImport(tx: Tx, workspaceId: string, importId: string) {
  const roles = await tx.instanceRole.findMany({
    where: { workspaceId, importId, status: "REGISTERING" },
    select: { id: true },
  });
  return roles.map(({ id }) => id);
}
