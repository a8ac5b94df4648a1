import { inWorkspace } from "#lib/db/tenant.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { workRegistration } from "#lib/instance-roles/registration/work.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/** Runs the job that a role waits for, as a worker does. */
export async function workRunOf(ctx: Ctx, id: string): Promise<InstanceRoleView> {
  const workspaceId = ctx.workspace.id;
  const { registrationId } = await inWorkspace(workspaceId, (tx) =>
    tx.instanceRole.findFirstOrThrow({ where: { workspaceId, id }, select: { registrationId: true } }),
  );
  const data = { workspaceId, instanceRoleId: id, registrationId: registrationId as string };
  const { signal } = new AbortController();
  await workRegistration({ id: "test", data, attempt: 1, isLastAttempt: true, signal });
  return getInstanceRole(ctx, id);
}
