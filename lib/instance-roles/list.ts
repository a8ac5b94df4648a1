import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { findRolesPage, placeOf } from "./page-store.ts";
import type { ListInput } from "./schema.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

export type InstanceRolePage = { items: InstanceRoleView[]; nextCursor: string | null };

/**
 * Returns one page of the workspace's instance roles.
 * @throws Refusal `invalid` on `cursor`, where it belongs to another list or sort
 */
export async function listInstanceRoles(ctx: Ctx, input: ListInput): Promise<InstanceRolePage> {
  authorize(ctx, "instance_role.read");
  const { sort, limit, cursor, ...filters } = input;
  const after = cursor ? decodeCursor(cursor, sort) : null;
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  const rows = await inWorkspace(workspaceId, (tx) =>
    findRolesPage(tx, workspaceId, { ...filters, limit, sort, after, take: limit + 1 }),
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => toView(row, principal)),
    nextCursor: last ? encodeCursor(sort, placeOf(sort, last)) : null,
  };
}
