import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { deleteApiToken } from "./store.ts";

/**
 * Revokes an API token: the next request with it is refused, and its event streams end within five minutes.
 * @returns its name, or null where the workspace has no such token
 */
export function revokeApiToken(ctx: Ctx, id: string): Promise<{ name: string } | null> {
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, async (tx) => {
    const token = await deleteApiToken(tx, workspaceId, id);
    if (!token) return null;
    const { name, role } = token;
    await recordAudit(tx, ctx, { action: "api_token.revoke", targetId: id, details: { name, role } });
    return { name };
  });
}
