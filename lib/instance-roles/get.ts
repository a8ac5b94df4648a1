import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchRoleAnyMore } from "./removed.ts";
import type { InstanceRoleRow } from "./row.ts";
import { findHeld, findRunsById, type Held } from "./run-store.ts";
import { findRole } from "./store.ts";
import { runView, toView } from "./to-view.ts";
import type { InstanceRoleDetail, UndoView } from "./view.ts";

/**
 * Returns an instance role with its current or last run, and what a removal would undo.
 * @throws Refusal `not_found`, with what its removal left in AWS, if anything
 */
export async function getInstanceRole(ctx: Ctx, id: string): Promise<InstanceRoleDetail> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  const found = await inWorkspace(workspaceId, async (tx) => {
    const role = await findRole(tx, workspaceId, id);
    if (!role) return null;
    const [run] = role.registrationId ? await findRunsById(tx, workspaceId, [role.registrationId]) : [];
    return { role, run, held: await findHeld(tx, workspaceId, id) };
  });
  if (!found) throw await noSuchRoleAnyMore(ctx, id);
  const { role, run, held } = found;
  return {
    ...toView(role, principal),
    ...(run && { registration: runView(run, role, principal) }),
    undo: undoView(role, held),
  };
}

/** Lists what this registration holds, without revealing whether others rely on it too. */
function undoView(role: InstanceRoleRow, held: Held[]): UndoView {
  const stays = role.requiredPolicies.filter(({ attachedBy }) => attachedBy === "already_there");
  return {
    willUndo: held.map(({ kind, target }) => ({ kind, target })),
    stays: stays.map(({ name }) => name),
  };
}
