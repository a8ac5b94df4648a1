import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import type { Status } from "./status.ts";
import { countRolesByStatus, newestVersion } from "./store.ts";

/** How many instance roles the workspace has in each status, and the version of the newest change among them. */
export async function countInstanceRoles(
  ctx: Ctx,
): Promise<{ counts: Record<Status, number>; newest: number }> {
  authorize(ctx, "instance_role.read");
  const { id } = ctx.workspace;
  return inWorkspace(id, async (tx) => {
    // First: what changes while one counts is then known to be newer.
    const newest = Number(await newestVersion(tx, id));
    return { counts: await countRolesByStatus(tx, id), newest };
  });
}
