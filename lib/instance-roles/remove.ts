import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { type LookForInstances, refuseRoleInUse } from "./in-use/refuse.ts";
import { noSuchRole } from "./refusals.ts";
import { startRun } from "./start-run.ts";
import { statesFor } from "./status.ts";
import { changeRole, FRESH_RUN, findRole } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Starts a removal: undoes what Rolecall did in AWS for the role and then deletes it. Replaces a registration under
 * way; a removal under way is returned as it is.
 * @param look asks AWS which instances run with the role
 * @param forced remove although instances run with the role
 * @throws Refusal `forbidden`, `not_found`; `role_in_use` unless `forced`
 */
export async function removeInstanceRole(
  ctx: Ctx,
  id: string,
  { look, forced = false }: { look: LookForInstances; forced?: boolean },
): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.remove");
  if (!forced) await refuseRoleInUse(ctx, id, look);
  const workspaceId = ctx.workspace.id;
  const registrationId = uuid7();
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const change = { ...FRESH_RUN, status: "DELETING", registrationId } as const;
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("remove") }, change);
    const role = await findRole(tx, workspaceId, id);
    if (!role) throw noSuchRole();
    if (!changed) return toView(role, principal);
    await startRun(tx, ctx, {
      registrationId,
      instanceRoleId: id,
      kind: "REMOVE",
      accountId: role.accountId,
      forced,
    });
    const details = { name: role.name, roleArn: role.roleArn, ...(forced && { forced }) };
    await recordAudit(tx, ctx, { action: "instance_role.remove", targetId: id, details });
    return toView(role, principal);
  });
}
