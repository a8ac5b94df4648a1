import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { findDefaultRoles } from "./store.ts";

/** Returns default roles by the account's id in Rolecall. */
export async function listDefaultRoles(ctx: Ctx): Promise<Map<string, { id: string; name: string }>> {
  authorize(ctx, "compute_config.read");
  const rows = await inWorkspace(ctx.workspace.id, (tx) => findDefaultRoles(tx, ctx.workspace.id));
  return new Map(rows.map(({ awsAccountId, instanceRole }) => [awsAccountId, instanceRole]));
}
