import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { memberRole, putMember } from "#lib/workspaces/store.ts";

/** Makes a user an admin of the workspace, whatever they were in it; who is one already stays it. */
export function grantAdmin(ctx: Ctx, { id: userId, email }: { id: string; email: string }): Promise<void> {
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, async (tx) => {
    const was = await memberRole(tx, workspaceId, userId);
    if (was === "ADMIN") return;
    await putMember(tx, { workspaceId, userId, role: "ADMIN" });
    const action = was ? "member.update" : "member.create";
    await recordAudit(tx, ctx, { action, targetId: userId, details: { email, role: "ADMIN" } });
  });
}
