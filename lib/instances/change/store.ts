/** Changes of instance profiles on EC2 instances in Postgres. Every query is inside one workspace. */
import type { Prisma } from "#generated/prisma/client.ts";
import { type AwsAccountRow, findAccount } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Before, Call, Facts, Outcome, Reason } from "./item.ts";
import type { InstanceChangeJob } from "./job.ts";

export type ItemStatus = "OPEN" | "DONE" | "FAILED";

export type ItemRow = {
  instanceId: string;
  status: ItemStatus;
  wantedArn: string | null;
  wantedId: string | null;
  expected: { associationId: string | null } | null;
  before: Before | null;
  intent: Call | null;
  made: string | null;
  outcome: Outcome | null;
  reason: Reason | null;
  facts: Facts;
};

export type ChangeRow = Omit<NonNullable<Awaited<ReturnType<typeof readChange>>>, "items"> & {
  items: ItemRow[];
};

const ITEM = {
  instanceId: true,
  status: true,
  wantedArn: true,
  wantedId: true,
  expected: true,
  before: true,
  intent: true,
  made: true,
  outcome: true,
  reason: true,
  facts: true,
} as const;

function readChange(tx: Tx, workspaceId: string, id: string) {
  return tx.instanceChange.findFirst({
    where: { workspaceId, id },
    select: {
      id: true,
      awsAccountId: true,
      region: true,
      kind: true,
      instanceRoleId: true,
      roleName: true,
      roleArn: true,
      undoesId: true,
      createdAt: true,
      createdBy: true,
      items: { select: ITEM, orderBy: { instanceId: "asc" } },
    },
  });
}

export async function findChange(tx: Tx, workspaceId: string, id: string): Promise<ChangeRow | null> {
  return (await readChange(tx, workspaceId, id)) as ChangeRow | null;
}

/** The newest change that undoes this one. */
export async function findUndoOf(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const undo = await tx.instanceChange.findFirst({
    where: { workspaceId, undoesId: id },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return undo?.id ?? null;
}

export type NewItem = Pick<ItemRow, "instanceId" | "wantedArn"> &
  Partial<Pick<ItemRow, "wantedId" | "expected">>;

/**
 * Writes a change down. Of an instance that another open change has in hand nothing is done: its part has failed
 * from the start.
 * @returns the instances that were taken in hand
 */
export async function insertChange(
  tx: Tx,
  change: Prisma.InstanceChangeCreateManyInput & { id: string },
  items: NewItem[],
): Promise<string[]> {
  const { workspaceId, id: changeId, awsAccountId, region } = change;
  await tx.instanceChange.createMany({ data: change });
  const rows = items
    // In one order, so that two who take the same ones in hand wait for each other rather than deadlock.
    .toSorted((one, other) => (one.instanceId < other.instanceId ? -1 : 1))
    .map(({ expected, ...item }) => ({
      ...item,
      ...(expected && { expected }),
      workspaceId,
      changeId,
      awsAccountId,
      region,
    }));
  await tx.instanceChangeItem.createMany({ data: rows, skipDuplicates: true });
  const taken = await tx.instanceChangeItem.findMany({
    where: { workspaceId, changeId },
    select: { instanceId: true },
  });
  const inHand = new Set(taken.map(({ instanceId }) => instanceId));
  const busy = rows.filter(({ instanceId }) => !inHand.has(instanceId));
  const reason: Reason = "instance_in_use";
  await tx.instanceChangeItem.createMany({ data: busy.map((row) => ({ ...row, status: "FAILED", reason })) });
  return [...inHand];
}

/** No attempt lasts so long without writing anything: its job was lost. */
const ABANDONED_AFTER_MS = 40 * 60_000;

/** Lets go of instances whose change was abandoned. */
export async function releaseAbandoned(tx: Tx, workspaceId: string): Promise<void> {
  const reason: Reason = "unexpected";
  await tx.instanceChangeItem.updateMany({
    where: { workspaceId, status: "OPEN", updatedAt: { lt: new Date(Date.now() - ABANDONED_AFTER_MS) } },
    data: { status: "FAILED", reason },
  });
}

/** What a job is about; null where it is gone or nothing of it is open. */
export async function findWork({
  workspaceId,
  changeId,
}: InstanceChangeJob): Promise<{ change: ChangeRow; account: AwsAccountRow } | null> {
  return inWorkspace(workspaceId, async (tx) => {
    const change = await findChange(tx, workspaceId, changeId);
    const account = change && (await findAccount(tx, workspaceId, change.awsAccountId));
    if (!change || !account) return null;
    const items = change.items.filter(({ status }) => status === "OPEN");
    return items.length > 0 ? { change: { ...change, items }, account } : null;
  });
}

type ItemKey = InstanceChangeJob & { instanceId?: string };

/** An instance's part that is open, or all of them; what is settled stays as it is. */
async function writeOpen(
  { workspaceId, changeId, instanceId }: ItemKey,
  data: Prisma.InstanceChangeItemUpdateManyMutationInput,
): Promise<void> {
  const where = { workspaceId, changeId, status: "OPEN", ...(instanceId && { instanceId }) };
  await inWorkspace(workspaceId, (tx) => tx.instanceChangeItem.updateMany({ where, data }));
}

export function recordIntent(key: ItemKey, { call, before }: { call: Call; before: Before }): Promise<void> {
  return writeOpen(key, { intent: call, before, made: null });
}

export function recordMade(key: ItemKey, made: string): Promise<void> {
  return writeOpen(key, { made });
}

export function settleDone(key: ItemKey, outcome: Outcome, made: string | undefined): Promise<void> {
  return writeOpen(key, { status: "DONE", outcome, ...(made && { made }) });
}

/** Without an instance in the key: all that are open. */
export function settleFailed(key: ItemKey, reason: Reason, facts: Facts): Promise<void> {
  return writeOpen(key, { status: "FAILED", reason, facts });
}
