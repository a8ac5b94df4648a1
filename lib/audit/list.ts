import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { type AuditEventRow, auditEventsBefore } from "./store.ts";
import type { AuditEventView } from "./view.ts";

const SORT = "-id";

/** Lists the workspace's audit events, newest first, in pages. */
export async function listAuditEvents(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditEventView[]; nextCursor: string | null }> {
  authorize(ctx, "audit_event.read");
  const before = cursor && decodeCursor(cursor, SORT).id;
  const rows = await inWorkspace(ctx.workspace.id, (tx) =>
    auditEventsBefore(tx, ctx.workspace.id, before, limit + 1),
  );
  const items = rows.slice(0, limit).map(toView);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(SORT, { value: "", id: last.id }) : null };
}

function toView(row: AuditEventRow): AuditEventView {
  return {
    id: row.id,
    actorKind: row.actorKind,
    actorName: row.actorName,
    action: row.action,
    ...(row.targetId && { targetId: row.targetId }),
    details: row.details as Record<string, unknown>,
    ...(row.requestId && { requestId: row.requestId }),
    createdAt: row.createdAt.toISOString(),
  };
}
