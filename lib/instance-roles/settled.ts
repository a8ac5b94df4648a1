import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { waitForRoles } from "./events.ts";
import { isSettled } from "./status.ts";
import { findRoleDirectly } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Waits until a role has settled or was deleted, without polling.
 * @param until ends the wait
 * @returns the role as it is then; null when it was deleted
 */
export async function settledInstanceRole(
  ctx: Ctx,
  role: InstanceRoleView,
  until: AbortSignal,
): Promise<InstanceRoleView | null> {
  authorize(ctx, "instance_role.read");
  let heard = Promise.withResolvers<void>();
  const hear = () => heard.resolve();
  until.addEventListener("abort", hear, { once: true });
  const { stop } = await waitForRoles(ctx.workspace.id, {
    instanceRoleId: role.id,
    settled: hear,
    missed: hear,
  });
  try {
    for (;;) {
      // It may have settled before the subscription.
      const now = await roleNow(ctx, role.id);
      if (!now || isAtRest(now) || until.aborted) return now;
      await heard.promise;
      heard = Promise.withResolvers();
    }
  } finally {
    stop();
  }
}

/** Whether neither a run nor a check is under way. */
const isAtRest = ({ status, checking }: InstanceRoleView) => isSettled(status) && !checking;

async function roleNow({ workspace }: Ctx, id: string): Promise<InstanceRoleView | null> {
  const role = await findRoleDirectly(workspace.id, id);
  return role && toView(role, await platformPrincipalArn());
}
