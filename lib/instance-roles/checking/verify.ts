import { recordAudit } from "#lib/audit/record.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { noSuchRole, notInState } from "../refusals.ts";
import { findRole } from "../store.ts";
import { toView } from "../to-view.ts";
import type { InstanceRoleView } from "../view.ts";
import { startChecks } from "./start.ts";

/**
 * Requests a check of a role that is or was Active; nothing is written in AWS. A check under way is joined.
 * @throws Refusal `forbidden`, `not_found`, `not_in_this_state`
 */
export async function verifyInstanceRole(ctx: Ctx, id: string): Promise<InstanceRoleView> {
  authorize(ctx, "instance_role.verify");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  return writeOnce(ctx, async (tx) => {
    const begun = (await startChecks(tx, ctx, [id])).get(id) ?? "not_found";
    const role = await findRole(tx, workspaceId, id);
    if (!role || begun === "not_found") throw noSuchRole();
    if (begun === "not_in_this_state") throw notInState("verify", role.status);
    if (begun === "never_active") throw neverActive();
    if (begun === "begun") {
      await recordAudit(tx, ctx, {
        action: "instance_role.verify",
        targetId: id,
        details: { name: role.name },
      });
    }
    return toView(role, principal);
  });
}

const neverActive = () =>
  new Refusal(
    "not_in_this_state",
    "The registration of this role has failed, so there is nothing yet that could be checked again. Retry it.",
    { extra: { currentStatus: "FAILED" } },
  );
