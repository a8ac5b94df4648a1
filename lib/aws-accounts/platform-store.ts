import { db } from "#lib/db/client.ts";

/** Returns whether every account that was once connected is refused now, over all workspaces. */
export async function platformIsRefusedEverywhere(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ refused: boolean }[]>`
    SELECT platform_is_refused_everywhere() AS refused`;
  return row?.refused ?? false;
}
