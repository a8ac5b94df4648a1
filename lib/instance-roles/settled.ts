import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { followRoles, type RoleEvent } from "./events.ts";
import { readChanged } from "./read-changes.ts";
import { isSettled } from "./status.ts";
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
  const settled = Promise.withResolvers<void>();
  const tell = (event: RoleEvent) => {
    if (event.type === "removed" || (event.type === "role" && isSettled(event.role.status)))
      settled.resolve();
  };
  until.addEventListener("abort", () => settled.resolve(), { once: true });
  const { stop } = await followRoles(ctx.workspace.id, { instanceRoleId: role.id, settledOnly: true, tell });
  try {
    // It may have settled before anybody listened.
    const now = await roleNow(ctx, role.id);
    if (!now || isSettled(now.status)) return now;
    if (!until.aborted) await settled.promise;
    return roleNow(ctx, role.id);
  } finally {
    stop();
  }
}

async function roleNow({ workspace }: Ctx, id: string): Promise<InstanceRoleView | null> {
  const events = await readChanged(workspace.id, { changed: [id], deleted: [] });
  return events.find((event) => event.type === "role")?.role ?? null;
}
