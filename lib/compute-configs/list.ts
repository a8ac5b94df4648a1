import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { findComputeConfigs } from "./store.ts";
import { toConfigView } from "./to-view.ts";
import type { ComputeConfigView } from "./view.ts";

const SORT = "-id";

/** The workspace's compute configs, newest first. @throws Refusal `invalid` on `cursor` */
export async function listComputeConfigs(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: ComputeConfigView[]; nextCursor: string | null }> {
  authorize(ctx, "compute_config.read");
  const before = cursor ? decodeCursor(cursor, SORT).id : undefined;
  const rows = await inWorkspace(ctx.workspace.id, (tx) =>
    findComputeConfigs(tx, ctx.workspace.id, { before, take: limit + 1 }),
  );
  const items = rows.slice(0, limit).map(toConfigView);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(SORT, { value: "", id: last.id }) : null };
}
