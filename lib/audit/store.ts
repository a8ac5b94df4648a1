import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";

export async function insertAuditEvent(tx: Tx, event: Prisma.AuditEventCreateManyInput): Promise<void> {
  await tx.auditEvent.createMany({ data: event });
}

export type AuditEventRow = Awaited<ReturnType<typeof auditEventsBefore>>[number];

/** Newest first: ids are UUIDv7, so the key is the order. `before`: an id, or undefined for the newest. */
export function auditEventsBefore(tx: Tx, workspaceId: string, before: string | undefined, take: number) {
  return tx.auditEvent.findMany({
    where: { workspaceId, ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take,
  });
}
