import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { waitForRoles } from "./events.ts";
import { isSettled } from "./status.ts";
import { findRoleDirectly } from "./store.ts";
import { toView } from "./to-view.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Waits until a role has settled or is gone, without asking again and again.
 * @param until when not to wait any longer
 * @returns the role as it is then; null when it is gone
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
      // It may have settled before anybody listened.
      const now = await roleNow(ctx, role.id);
      if (!now || isAtRest(now) || until.aborted) return now;
      await heard.promise;
      heard = Promise.withResolvers();
    }
  } finally {
    stop();
  }
}

/** Neither a run nor a check is under way. */
const isAtRest = ({ status, checking }: InstanceRoleView) => isSettled(status) && !checking;

async function roleNow({ workspace }: Ctx, id: string): Promise<InstanceRoleView | null> {
  const role = await findRoleDirectly(workspace.id, id);
  return role && toView(role, await platformPrincipalArn());
}
