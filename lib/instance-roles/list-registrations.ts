import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchRole } from "./refusals.ts";
import { findRuns } from "./run-store.ts";
import { findRole } from "./store.ts";
import { runView } from "./to-view.ts";
import type { RegistrationView } from "./view.ts";

const SORT = "-id";

type PageInput = { limit: number; cursor?: string | undefined };

/**
 * Lists the runs of an instance role with their steps, newest first.
 * @throws Refusal `not_found`; `invalid` on `cursor`
 */
export async function listRegistrations(
  ctx: Ctx,
  id: string,
  { limit, cursor }: PageInput,
): Promise<{ items: RegistrationView[]; nextCursor: string | null }> {
  authorize(ctx, "instance_role.read");
  const after = cursor ? decodeCursor(cursor, SORT) : null;
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  const { role, runs } = await inWorkspace(workspaceId, async (tx) => {
    const role = await findRole(tx, workspaceId, id);
    if (!role) throw noSuchRole();
    const of = { workspaceId, instanceRoleId: id };
    return { role, runs: await findRuns(tx, of, { after, take: limit + 1 }) };
  });
  const items = runs.slice(0, limit).map((run) => runView(run, role, principal));
  const last = runs.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(SORT, { value: "", id: last.id }) : null };
}
