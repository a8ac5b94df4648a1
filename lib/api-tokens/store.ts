import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";

export function insertApiToken(tx: Tx, token: Prisma.ApiTokenUncheckedCreateInput): Promise<{ id: string }> {
  return tx.apiToken.create({ data: token, select: { id: true } });
}

/** Lists tokens, newest first. */
export function apiTokensOf(tx: Tx, workspaceId: string) {
  return tx.apiToken.findMany({
    where: { workspaceId },
    select: { id: true, name: true, role: true, createdAt: true, expiresAt: true },
    orderBy: { id: "desc" },
    take: 1000,
  });
}

/**
 * Deletes a token.
 * @returns the deleted token, or null
 */
export async function deleteApiToken(tx: Tx, workspaceId: string, id: string) {
  const token = await tx.apiToken.findFirst({
    where: { workspaceId, id },
    select: { name: true, role: true },
  });
  const { count } = await tx.apiToken.deleteMany({ where: { workspaceId, id } });
  return count > 0 ? token : null;
}
