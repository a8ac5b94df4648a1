import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { notInState } from "./refusals.ts";
import type { InstanceRoleRow } from "./row.ts";
import { startRun } from "./start-run.ts";
import { statesFor } from "./status.ts";
import { changeRole, FRESH_RUN, findRole, statusOf } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Starts the registration of a failed role again.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state` where it has not failed
 */
export async function retryInstanceRole(ctx: Ctx, id: string): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.retry");
  const workspaceId = ctx.workspace.id;
  const registrationId = uuid7();
  const principal = await platformPrincipalArn();
  return writeOnce(ctx, async (tx) => {
    const change = { ...FRESH_RUN, status: "REGISTERING", registrationId } as const;
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("retry") }, change);
    if (!changed) throw notInState("retry", await statusOf(tx, workspaceId, id));
    const role = (await findRole(tx, workspaceId, id)) as InstanceRoleRow;
    await startRun(tx, ctx, {
      registrationId,
      instanceRoleId: id,
      kind: "REGISTER",
      accountId: role.accountId,
    });
    await recordAudit(tx, ctx, { action: "instance_role.retry", targetId: id, details: { name: role.name } });
    return toView(role, principal);
  });
}
