import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";

export function insertApiToken(tx: Tx, token: Prisma.ApiTokenUncheckedCreateInput): Promise<{ id: string }> {
  return tx.apiToken.create({ data: token, select: { id: true } });
}
