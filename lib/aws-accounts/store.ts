/** Connected AWS accounts in Postgres, and what the workers say of the platform's own AWS identity. */
import { Prisma } from "#generated/prisma/client.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { encryptExternalId, withExternalIds } from "./connection/encrypted-external-id.ts";
import type { AccountStatus, RegisteredRole } from "./view.ts";

const COLUMNS = {
  id: true,
  accountId: true,
  partition: true,
  name: true,
  alias: true,
  connectionRoleArn: true,
  connectionRoleId: true,
  externalId: true,
  pendingExternalId: true,
  retiredExternalId: true,
  sourceIdentity: true,
  status: true,
  failure: true,
  checks: true,
  checkedAt: true,
  checkId: true,
  checkRequestedAt: true,
  connectedAt: true,
  setup: true,
  createdAt: true,
  createdBy: true,
  version: true,
} as const;

export type AwsAccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

export async function findAccount(tx: Tx, workspaceId: string, id: string) {
  const row = await tx.awsAccount.findFirst({ where: { workspaceId, id }, select: COLUMNS });
  return row && withExternalIds(id, row);
}

/** The accounts with these twelve digits, in whatever partition. */
export async function findAccountsByNumber(tx: Tx, workspaceId: string, accountId: string) {
  return decrypted(await tx.awsAccount.findMany({ where: { workspaceId, accountId }, select: COLUMNS }));
}

/** In the order they were connected: ids are UUIDv7. `after`: an id. */
export async function findAccounts(
  tx: Tx,
  workspaceId: string,
  { after, status, take }: { after: string | undefined; status?: AccountStatus | undefined; take: number },
) {
  const rows = await tx.awsAccount.findMany({
    where: { workspaceId, ...(after && { id: { gt: after } }), ...(status && { status }) },
    orderBy: { id: "asc" },
    take,
    select: COLUMNS,
  });
  return decrypted(rows);
}

const decrypted = <Row extends { id: string; externalId: string }>(rows: Row[]): Row[] =>
  rows.map((row) => withExternalIds(row.id, row));

/** The accounts named, or those that changed after a version (`only`: this one), in the order they changed. */
export async function findChangedAccounts(
  tx: Tx,
  workspaceId: string,
  which: { ids: string[] } | { after: bigint; only?: string | undefined },
) {
  const changed =
    "ids" in which
      ? { id: { in: which.ids } }
      : { version: { gt: which.after }, ...(which.only && { id: which.only }) };
  const rows = await tx.awsAccount.findMany({
    where: { workspaceId, ...changed },
    orderBy: { version: "asc" },
    select: COLUMNS,
  });
  return decrypted(rows);
}

export type NewAccount = Pick<
  Prisma.AwsAccountCreateManyInput,
  "partition" | "accountId" | "name" | "connectionRoleArn" | "externalId" | "status" | "setup" | "createdBy"
> & { id: string };

export async function insertAccount(tx: Tx, workspaceId: string, account: NewAccount): Promise<void> {
  const externalId = encryptExternalId(account.id, account.externalId);
  await tx.awsAccount.createMany({ data: { workspaceId, ...account, externalId } });
}

/** @returns whether it is there */
export async function changeAccount(
  tx: Tx,
  workspaceId: string,
  id: string,
  data: Prisma.AwsAccountUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.awsAccount.updateMany({ where: { workspaceId, id }, data });
  return count > 0;
}

/** The columns to reset when the connection role changes. */
export const UNPROVEN = {
  status: "PENDING",
  failure: Prisma.DbNull,
  checks: [],
  checkedAt: null,
  connectionRoleId: null,
  sourceIdentity: null,
} as const;

/** A new external ID beside the old, unless one is pending already. @returns whether it was taken */
export async function setPendingExternalId(
  tx: Tx,
  workspaceId: string,
  account: { id: string; pendingExternalId: string },
): Promise<boolean> {
  const { id } = account;
  const pendingExternalId = encryptExternalId(id, account.pendingExternalId);
  const { count } = await tx.awsAccount.updateMany({
    where: { workspaceId, id, pendingExternalId: null },
    data: { pendingExternalId },
  });
  return count > 0;
}

/** The new external ID is given up, and remembered: the trust policy may have it. @returns whether one was pending */
export async function retirePendingExternalId(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE aws_account
    SET retired_external_id = pending_external_id, pending_external_id = NULL, updated_at = now()
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid AND pending_external_id IS NOT NULL`;
  return count > 0;
}

/** @throws Prisma's P2003 while roles are registered in it */
export async function deleteAccount(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { count } = await tx.awsAccount.deleteMany({ where: { workspaceId, id } });
  return count > 0;
}

/** The roles registered in an account by name, at most `take` of them, and how many there are. */
export async function rolesOfAccount(
  tx: Tx,
  workspaceId: string,
  awsAccountId: string,
  take: number,
): Promise<{ roles: RegisteredRole[]; count: number }> {
  const where = { workspaceId, awsAccountId };
  const [roles, count] = await Promise.all([
    tx.instanceRole.findMany({
      where,
      orderBy: { nameKey: "asc" },
      take,
      select: { id: true, name: true, status: true },
    }),
    tx.instanceRole.count({ where }),
  ]);
  return { roles, count };
}

/** Counts the registered roles by account. */
export async function countRolesByAccount(tx: Tx, workspaceId: string): Promise<Map<string, number>> {
  const groups = await tx.instanceRole.groupBy({
    by: ["awsAccountId"],
    where: { workspaceId },
    _count: true,
  });
  return new Map(groups.map(({ awsAccountId, _count }) => [awsAccountId, _count]));
}

export type PlatformIdentity = { arn?: string; callerArn?: string; problem?: string };

/** What the worker that was seen last found of its own AWS identity. */
export async function platformOfNewestWorker(): Promise<PlatformIdentity | null> {
  const worker = await db().workerHeartbeat.findFirst({
    orderBy: { seenAt: "desc" },
    select: { platform: true },
  });
  return worker?.platform as PlatformIdentity | null;
}

/** Compute configs of the account; at most a hundred. */
export function configsOfAccount(tx: Tx, workspaceId: string, awsAccountId: string) {
  return tx.computeConfig.findMany({
    where: { workspaceId, awsAccountId },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: 100,
  });
}
