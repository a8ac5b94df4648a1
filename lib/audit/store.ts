import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";

export function insertAuditEvent(tx: Tx, event: Prisma.AuditEventCreateManyInput): Promise<void> {
  return insertAuditEvents(tx, [event]);
}

export async function insertAuditEvents(tx: Tx, events: Prisma.AuditEventCreateManyInput[]): Promise<void> {
  await tx.auditEvent.createMany({ data: events });
}

export type AuditEventRow = Awaited<ReturnType<typeof auditEventsBefore>>[number];

/**
 * Lists events newest first; ids are UUIDv7, so their order is that of creation. `before`: an id, or undefined for the
 * newest.
 */
export function auditEventsBefore(tx: Tx, workspaceId: string, before: string | undefined, take: number) {
  return tx.auditEvent.findMany({
    where: { workspaceId, ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take,
  });
}
