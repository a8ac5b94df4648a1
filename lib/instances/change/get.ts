import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchChange } from "../refusals.ts";
import { findChange } from "./store.ts";
import { toChangeView } from "./to-view.ts";
import type { ChangeView } from "./view.ts";

/** How far a change is, instance by instance. @throws Refusal `not_found` */
export async function getInstanceChange(
  ctx: Ctx,
  awsAccountId: string,
  changeId: string,
): Promise<ChangeView> {
  authorize(ctx, "instance.read");
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, async (tx) => {
    const change = await findChange(tx, workspaceId, changeId);
    if (!change || change.awsAccountId !== awsAccountId) throw noSuchChange();
    return toChangeView(tx, workspaceId, change);
  });
}
