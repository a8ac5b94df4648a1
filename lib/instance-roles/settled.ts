import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { followRoles, type RoleEvent } from "./events.ts";
import { readChanged } from "./read-changes.ts";
import { isSettled } from "./status.ts";
import type { InstanceRoleView } from "./view.ts";

/**
 * Waits until a role has settled or is gone, without asking again and again.
 * @param milliseconds at most this long
 * @returns the role as it is then; null when it is gone
 */
export async function settledInstanceRole(
  ctx: Ctx,
  role: InstanceRoleView,
  { milliseconds, signal }: { milliseconds: number; signal: AbortSignal },
): Promise<InstanceRoleView | null> {
  authorize(ctx, "instance_role.read");
  let latest: InstanceRoleView | null = role;
  const end = Promise.withResolvers<void>();
  const tell = (event: RoleEvent) => {
    if (event.type === "removed") latest = null;
    else if (event.type === "role" && event.role.version >= (latest?.version ?? 0)) latest = event.role;
    if (latest === null || isSettled(latest.status)) end.resolve();
  };
  const timer = setTimeout(end.resolve, milliseconds);
  signal.addEventListener("abort", () => end.resolve(), { once: true });
  const { stop } = await followRoles(ctx.workspace.id, { instanceRoleId: role.id, settledOnly: true, tell });
  try {
    // It may have settled before anybody listened.
    const now = await readChanged(ctx.workspace.id, { changed: [role.id], deleted: [] });
    if (!now.some(({ type }) => type === "role")) return null;
    for (const event of now) tell(event);
    await end.promise;
    return latest;
  } finally {
    clearTimeout(timer);
    stop();
  }
}
