import type { Tx } from "#lib/db/client.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { insertAuditEvent } from "./store.ts";

export type AuditAction =
  | "instance_role.create"
  | "instance_role.update"
  | "instance_role.retry"
  | "instance_role.remove"
  | "instance_role.forget"
  | "aws_account.create"
  | "aws_account.update"
  | "aws_account.check"
  | "aws_account.rotate_external_id"
  | "aws_account.remove"
  | "api_token.create";

type Event = { action: AuditAction; targetId: string; details?: Record<string, unknown> };

/** Writes down who did what, in the transaction that did it. `details`: listed by hand, never a secret. */
export function recordAudit(tx: Tx, ctx: Ctx, event: Event): Promise<void> {
  return insertAuditEvent(tx, {
    workspaceId: ctx.workspace.id,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.kind === "system" ? null : ctx.actor.id,
    actorName: actorName(ctx.actor),
    action: event.action,
    targetId: event.targetId,
    details: (event.details ?? {}) as object,
    requestId: ctx.requestId ?? null,
  });
}
