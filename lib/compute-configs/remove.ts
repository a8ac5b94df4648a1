import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchConfig } from "./refusals.ts";
import { deleteComputeConfig } from "./store.ts";

/**
 * Deletes a compute config; AWS and running clusters do not change.
 * @throws Refusal `forbidden`, `not_found`
 */
export async function removeComputeConfig(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "compute_config.remove");
  await inWorkspace(ctx.workspace.id, async (tx) => {
    const name = await deleteComputeConfig(tx, ctx.workspace.id, id);
    if (name === null) throw noSuchConfig();
    await recordAudit(tx, ctx, { action: "compute_config.remove", targetId: id, details: { name } });
  });
}
