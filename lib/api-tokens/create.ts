import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { actorName, type Ctx, type WorkspaceRole } from "#lib/workspaces/context.ts";
import { insertApiToken } from "./store.ts";
import { makeToken, tokenHash } from "./token.ts";

type CreateInput = { name: string; role: WorkspaceRole; expiresAt: Date };

/**
 * Creates an API token for the workspace.
 * @returns the token; only its hash is stored
 */
export async function createApiToken(ctx: Ctx, input: CreateInput): Promise<string> {
  const { name, role, expiresAt } = input;
  const workspaceId = ctx.workspace.id;
  const token = makeToken(workspaceId);
  await inWorkspace(workspaceId, async (tx) => {
    const createdBy = actorName(ctx.actor);
    const { id } = await insertApiToken(tx, {
      workspaceId,
      ...input,
      secretHash: tokenHash(token),
      createdBy,
    });
    const details = { name, role, expiresAt: expiresAt.toISOString() };
    await recordAudit(tx, ctx, { action: "api_token.create", targetId: id, details });
  });
  return token;
}
