import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { countRolesMatching } from "./page-store.ts";
import type { ListInput } from "./schema.ts";
import type { Status } from "./status.ts";
import { countRolesByStatus, newestVersion } from "./store.ts";

/** Counts the workspace's instance roles by status, and returns the version of the newest change among them. */
export async function countInstanceRoles(
  ctx: Ctx,
): Promise<{ counts: Record<Status, number>; newest: number }> {
  authorize(ctx, "instance_role.read");
  const { id } = ctx.workspace;
  return inWorkspace(id, async (tx) => {
    // Read before counting, so that a change made meanwhile has a newer version.
    const newest = Number(await newestVersion(tx, id));
    return { counts: await countRolesByStatus(tx, id), newest };
  });
}

/** Counts by status what a search or an account matches, up to a limit. */
export async function countFoundRoles(
  ctx: Ctx,
  filter: Pick<ListInput, "q" | "awsAccountId">,
): Promise<Record<Status, number>> {
  authorize(ctx, "instance_role.read");
  const { id } = ctx.workspace;
  return inWorkspace(id, (tx) => countRolesMatching(tx, id, filter));
}
