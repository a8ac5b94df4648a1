import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { countImportedRoles, findImports } from "./store.ts";
import { importView } from "./to-view.ts";
import type { ImportView } from "./view.ts";

const SORT = "-id";

/**
 * Lists the workspace's imports with their progress, newest first.
 * @throws Refusal `invalid` on `cursor`
 */
export async function listImports(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: ImportView[]; nextCursor: string | null }> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const before = cursor && decodeCursor(cursor, SORT).id;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await findImports(tx, workspaceId, before, limit + 1);
    const page = rows.slice(0, limit);
    const ids = page.map(({ id }) => id);
    const counts = Map.groupBy(await countImportedRoles(tx, workspaceId, ids), ({ importId }) => importId);
    const items = page.map((row) => {
      const ofImport = counts.get(row.id) ?? [];
      return importView(row, new Map(ofImport.map(({ status, count }) => [status, count])));
    });
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { items, nextCursor: last ? encodeCursor(SORT, { value: "", id: last.id }) : null };
  });
}
