import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchConfig } from "./refusals.ts";
import { findComputeConfig } from "./store.ts";
import { toConfigView } from "./to-view.ts";
import type { ComputeConfigView } from "./view.ts";

/**
 * Returns a compute config.
 * @throws Refusal `not_found`
 */
export async function getComputeConfig(ctx: Ctx, id: string): Promise<ComputeConfigView> {
  authorize(ctx, "compute_config.read");
  const row = await inWorkspace(ctx.workspace.id, (tx) => findComputeConfig(tx, ctx.workspace.id, id));
  if (!row) throw noSuchConfig();
  return toConfigView(row);
}
