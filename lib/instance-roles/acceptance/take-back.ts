import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchRole, notInState } from "../refusals.ts";
import type { InstanceRoleRow } from "../row.ts";
import { startRun } from "../start-run.ts";
import { statesFor } from "../status.ts";
import { changeRole, FRESH_RUN, findRole, NO_ACCEPTANCE } from "../store.ts";
import { toView } from "../to-view.ts";
import type { InstanceRoleView } from "../view.ts";

/**
 * Withdraws an acceptance and registers the role again, which then fails if the finding still holds.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state` while the role is in motion, `nothing_accepted`
 */
export async function takeBackAcceptance(ctx: Ctx, id: string): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.accept");
  const workspaceId = ctx.workspace.id;
  const registrationId = uuid7();
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const before = await findRole(tx, workspaceId, id);
    if (!before) throw noSuchRole();
    if (!before.acceptance) throw new Refusal("nothing_accepted", "No finding of this role is accepted.");
    const change = { ...FRESH_RUN, ...NO_ACCEPTANCE, status: "REGISTERING", registrationId } as const;
    const changed = await changeRole(tx, workspaceId, { id, from: statesFor("takeBackAcceptance") }, change);
    if (!changed) throw notInState("takeBackAcceptance", before.status);
    const { accountId, name, acceptance } = before;
    await startRun(tx, ctx, { registrationId, instanceRoleId: id, kind: "REGISTER", accountId });
    const { reason, because } = acceptance;
    await recordAudit(tx, ctx, {
      action: "instance_role.acceptance_taken_back",
      targetId: id,
      details: { name, reason, because },
    });
    return toView((await findRole(tx, workspaceId, id)) as InstanceRoleRow, principal);
  });
}
