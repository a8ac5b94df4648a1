import { db } from "#lib/db/client.ts";

/** Is every account that once worked refused now, over all workspaces? One fact, and nobody's. */
export async function platformIsRefusedEverywhere(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ refused: boolean }[]>`
    SELECT platform_is_refused_everywhere() AS refused`;
  return row?.refused ?? false;
}
