/** What a finished removal left in AWS, for requests for the deleted role. */
import { describeLeft, type LeftAlone } from "#lib/failures/left-alone.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchRole } from "./refusals.ts";
import { findRemoval } from "./removed-store.ts";
import type { ForgottenView } from "./view.ts";

/**
 * Returns what a removal left in AWS.
 * @returns what stays and why; null where nothing does, or no such role was removed
 * @throws Refusal `forbidden`
 */
export async function removedInstanceRole(ctx: Ctx, id: string): Promise<ForgottenView | null> {
  authorize(ctx, "instance_role.read");
  const removal = await findRemoval(ctx.workspace.id, id);
  if (!removal || removal.left.length === 0) return null;
  return { id, roleArn: removal.roleArn, left: removal.left.map(leftView) };
}

/** The `not_found` refusal, with what the role's removal left, if anything. */
export async function noSuchRoleAnyMore(ctx: Ctx, id: string) {
  const removed = await removedInstanceRole(ctx, id);
  return noSuchRole(removed ? { left: removed.left } : {});
}

const leftView = (left: LeftAlone) => ({
  kind: left.kind,
  target: left.target,
  detail: describeLeft(left),
});
