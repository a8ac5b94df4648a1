import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx, WorkspaceRole } from "#lib/workspaces/context.ts";
import { apiTokensOf } from "./store.ts";

export type ApiTokenView = {
  id: string;
  name: string;
  role: WorkspaceRole;
  createdAt: string;
  expiresAt: string;
};

/** Lists the workspace's API tokens, expired ones too, newest first, without their secrets. */
export async function listApiTokens(ctx: Ctx): Promise<ApiTokenView[]> {
  const tokens = await inWorkspace(ctx.workspace.id, (tx) => apiTokensOf(tx, ctx.workspace.id));
  return tokens.map(({ id, name, role, createdAt, expiresAt }) => ({
    id,
    name,
    role,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
