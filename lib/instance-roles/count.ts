import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { STATUSES, type Status } from "./status.ts";
import { countRolesByStatus } from "./store.ts";

/** How many instance roles the workspace has in each status. */
export async function countInstanceRoles(ctx: Ctx): Promise<Record<Status, number>> {
  authorize(ctx, "instance_role.read");
  const counts = new Map(
    await inWorkspace(ctx.workspace.id, (tx) => countRolesByStatus(tx, ctx.workspace.id)),
  );
  const entries = STATUSES.map((status) => [status, counts.get(status) ?? 0]);
  return Object.fromEntries(entries) as Record<Status, number>;
}
