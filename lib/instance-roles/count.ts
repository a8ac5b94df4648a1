import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import type { Status } from "./status.ts";
import { countRolesByStatus } from "./store.ts";

/** How many instance roles the workspace has in each status. */
export async function countInstanceRoles(ctx: Ctx): Promise<Record<Status, number>> {
  authorize(ctx, "instance_role.read");
  return inWorkspace(ctx.workspace.id, (tx) => countRolesByStatus(tx, ctx.workspace.id));
}
