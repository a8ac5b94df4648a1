import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { nameKeyOf } from "#lib/instance-roles/name-key.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { collisionOf, noSuchConfig, requireChoosable, requireRegion } from "./refusals.ts";
import type { UpdateComputeConfig } from "./schema.ts";
import { type ComputeConfigRow, changeComputeConfig, findComputeConfig } from "./store.ts";
import { toConfigView } from "./to-view.ts";
import type { ComputeConfigView } from "./view.ts";

/**
 * Changes a compute config; running clusters do not change.
 * @throws Refusal `forbidden`, `not_found`; `invalid` on `region`, `instanceRoleId`; `name_taken`
 */
export async function updateComputeConfig(
  ctx: Ctx,
  id: string,
  input: UpdateComputeConfig,
): Promise<ComputeConfigView> {
  authorize(ctx, "compute_config.update");
  const workspaceId = ctx.workspace.id;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const changes = { ...given, ...(input.name !== undefined && { nameKey: nameKeyOf(input.name) }) };
  const updating = inWorkspace(workspaceId, async (tx) => {
    const before = await findComputeConfig(tx, workspaceId, id);
    if (!before) throw noSuchConfig();
    if (input.region !== undefined) requireRegion(before.partition, input.region);
    const { instanceRoleId } = input;
    const { awsAccountId } = before;
    if (instanceRoleId) await requireChoosable(tx, workspaceId, { awsAccountId, instanceRoleId });
    if (!(await changeComputeConfig(tx, workspaceId, id, changes))) throw noSuchConfig();
    await recordAudit(tx, ctx, { action: "compute_config.update", targetId: id, details: given });
    return toConfigView((await findComputeConfig(tx, workspaceId, id)) as ComputeConfigRow);
  });
  return updating.catch((error) => {
    throw collisionOf(error);
  });
}
