/** Connected AWS accounts in Postgres, and what the workers say of the platform's own AWS identity. */
import { db, type Tx } from "#lib/db/client.ts";

const COLUMNS = {
  id: true,
  accountId: true,
  partition: true,
  name: true,
  alias: true,
  connectionRoleArn: true,
  externalId: true,
  status: true,
  failure: true,
  checks: true,
  checkedAt: true,
} as const;

export type AwsAccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

export function findAccount(tx: Tx, workspaceId: string, id: string) {
  return tx.awsAccount.findFirst({ where: { workspaceId, id }, select: COLUMNS });
}

/** The accounts with these twelve digits, in whatever partition. */
export function findAccountsByNumber(tx: Tx, workspaceId: string, accountId: string) {
  return tx.awsAccount.findMany({ where: { workspaceId, accountId }, select: COLUMNS });
}

/** In the order they were connected: ids are UUIDv7. `after`: an id. */
export function findAccounts(tx: Tx, workspaceId: string, after: string | undefined, take: number) {
  return tx.awsAccount.findMany({
    where: { workspaceId, ...(after && { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take,
    select: COLUMNS,
  });
}

export type PlatformIdentity = { arn?: string; problem?: string };

/** What the worker that was seen last found of its own AWS identity. */
export async function platformOfNewestWorker(): Promise<PlatformIdentity | null> {
  const worker = await db().workerHeartbeat.findFirst({
    orderBy: { seenAt: "desc" },
    select: { platform: true },
  });
  return worker?.platform as PlatformIdentity | null;
}
