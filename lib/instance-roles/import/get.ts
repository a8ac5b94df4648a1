import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import type { Tx } from "#lib/db/client.ts";
import { decodeCursor, encodeCursor, notOurCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { notFound } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import type { Status } from "../status.ts";
import { countImportedRoles, findFailedOfImport, findImport, findRefused, type ImportRow } from "./store.ts";
import { failedView, importView, refusedView } from "./to-view.ts";
import type { ImportDetail, ImportFailureView } from "./view.ts";

export const noSuchImport = () => notFound("This import");

const SORT = "row";

/**
 * Returns an import, its progress, and a page of the rows that were refused or failed, by row number.
 * @throws Refusal `not_found`; `invalid` on `cursor`
 */
export async function getImport(
  ctx: Ctx,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ImportDetail> {
  authorize(ctx, "instance_role.read");
  const workspaceId = ctx.workspace.id;
  const afterRow = cursor ? rowIn(cursor) : 0;
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const { row, roles } = await importWithCounts(tx, workspaceId, id);
    const found = await failuresAfter(tx, { workspaceId, id }, { afterRow, take: limit + 1 }, principal);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor(SORT, { value: String(last.row), id }) : null;
    return { ...importView(row, roles), failures: { items, nextCursor } };
  });
}

function rowIn(cursor: string): number {
  const { value } = decodeCursor(cursor, SORT);
  if (!/^\d{1,5}$/.test(value)) throw notOurCursor();
  return Number(value);
}

/**
 * Returns an import with its counts.
 * @throws Refusal `not_found`
 */
export async function importWithCounts(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ row: ImportRow; roles: Map<Status, number> }> {
  const row = await findImport(tx, workspaceId, id);
  if (!row) throw noSuchImport();
  const counts = await countImportedRoles(tx, workspaceId, [id]);
  return { row, roles: new Map(counts.map(({ status, count }) => [status, count])) };
}

/** Merges refused rows and failed roles, both by row number. */
export async function failuresAfter(
  tx: Tx,
  of: { workspaceId: string; id: string },
  { afterRow, take }: { afterRow: number; take: number },
  principal: string | null,
): Promise<ImportFailureView[]> {
  const refused = await findRefused(tx, of.workspaceId, of.id);
  const failed = await findFailedOfImport(tx, of, { afterRow, take });
  return [
    ...refused.filter(({ row }) => row > afterRow).map(refusedView),
    ...failed.map((role) => failedView(role, principal)),
  ]
    .toSorted((one, other) => one.row - other.row)
    .slice(0, take);
}
