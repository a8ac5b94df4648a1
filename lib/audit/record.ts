import type { Tx } from "#lib/db/client.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { insertAuditEvents } from "./store.ts";

export type AuditAction =
  | "instance_role.create"
  | "instance_role.update"
  | "instance_role.retry"
  | "instance_role.verify"
  | "instance_role.accept"
  | "instance_role.acceptance_taken_back"
  | "instance_role.profile_chosen"
  | "instance_role.remove"
  | "instance_role.removed"
  | "instance_role.forget"
  | "instance_role.import"
  | "aws_account.create"
  | "aws_account.update"
  | "aws_account.check"
  | "aws_account.rotate_external_id"
  | "aws_account.cancel_rotation"
  | "aws_account.remove"
  | "aws_account.default_role"
  | "instance.change"
  | "compute_config.create"
  | "compute_config.update"
  | "compute_config.remove"
  | "member.create"
  | "member.update"
  | "api_token.create"
  | "api_token.revoke";

type Event = { action: AuditAction; targetId: string; details?: Record<string, unknown> };

/** Writes down who did what, in the transaction that did it. `details`: listed by hand, never a secret. */
export function recordAudit(tx: Tx, ctx: Ctx, event: Event): Promise<void> {
  return recordAuditEvents(tx, ctx, [event]);
}

/** Records many audit events at once. */
export function recordAuditEvents(tx: Tx, ctx: Ctx, events: Event[]): Promise<void> {
  return insertAuditEvents(
    tx,
    events.map((event) => auditRow(ctx, event)),
  );
}

/** Returns the row, for callers that insert it in a larger statement. */
export function auditRow(ctx: Ctx, { action, targetId, details = {} }: Event) {
  return {
    workspaceId: ctx.workspace.id,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.kind === "system" ? null : ctx.actor.id,
    actorName: actorName(ctx.actor),
    action,
    targetId,
    details: details as object,
    requestId: ctx.requestId ?? null,
  };
}
