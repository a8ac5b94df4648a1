import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { nameKeyOf } from "./name-key.ts";
import { collision, notInState } from "./refusals.ts";
import type { InstanceRoleRow } from "./row.ts";
import type { UpdateInput } from "./schema.ts";
import { statesFor } from "./status.ts";
import { changeRole, findRole, statusOf } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Changes the name or description.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state` while it is being deleted, `name_taken`
 */
export async function updateInstanceRole(
  ctx: Ctx,
  id: string,
  input: UpdateInput,
): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.update");
  const workspaceId = ctx.workspace.id;
  const changes = {
    ...(input.name !== undefined && { name: input.name, nameKey: nameKeyOf(input.name) }),
    ...(input.description !== undefined && { description: input.description }),
  };
  const principal = await platformPrincipalArn();
  const updating = inWorkspace(workspaceId, async (tx) => {
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("edit") }, changes);
    if (!changed) throw notInState("edit", await statusOf(tx, workspaceId, id));
    const { name, description } = input;
    await recordAudit(tx, ctx, {
      action: "instance_role.update",
      targetId: id,
      details: { ...(name !== undefined && { name }), ...(description !== undefined && { description }) },
    });
    return toView((await findRole(tx, workspaceId, id)) as InstanceRoleRow, principal);
  });
  return updating.catch(async (error) => {
    throw await collision(ctx, error, { nameKey: changes.nameKey ?? "" });
  });
}
