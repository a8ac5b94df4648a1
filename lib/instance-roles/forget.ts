import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { forgetRole } from "./forget-store.ts";
import { noSuchRole } from "./refusals.ts";
import { findRole } from "./store.ts";
import type { ForgottenView } from "./view.ts";

/**
 * Deletes a role at once, in any status, and leaves AWS as it is.
 * @returns what Rolecall had added there
 * @throws Refusal `forbidden`, `not_found`
 */
export async function forgetInstanceRole(ctx: Ctx, id: string): Promise<ForgottenView> {
  authorize(ctx, "instance_role.remove");
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, async (tx) => {
    const role = await findRole(tx, workspaceId, id);
    if (!role) throw noSuchRole();
    const left = await forgetRole(tx, workspaceId, id);
    const details = { name: role.name, roleArn: role.roleArn, left };
    await recordAudit(tx, ctx, { action: "instance_role.forget", targetId: id, details });
    return { id, roleArn: role.roleArn, left };
  });
}
