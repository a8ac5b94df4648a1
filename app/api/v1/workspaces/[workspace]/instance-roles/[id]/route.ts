import { ok } from "#lib/http/answer.ts";
import { getRole, removeRole, updateRole } from "#lib/http/operations/instance-roles.ts";
import { startedRemoval } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { forgetInstanceRole } from "#lib/instance-roles/forget.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { removeInstanceRole } from "#lib/instance-roles/remove.ts";
import { updateInstanceRole } from "#lib/instance-roles/update.ts";

import { askWorker } from "#lib/questions/ask.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getRole, async (ctx, { id }) => ok(await getInstanceRole(ctx, id)));

export const PATCH = workspaceRoute(updateRole, async (ctx, { id, body }) =>
  ok(await updateInstanceRole(ctx, id, body)),
);

export const DELETE = workspaceRoute(removeRole, async (ctx, { id, query }, request) => {
  if (query.leaveAws === "true") return ok(await forgetInstanceRole(ctx, id));
  const look = () => askWorker(ctx, { kind: "role_instances", input: { id } }, request.signal);
  const role = await removeInstanceRole(ctx, id, { look, forced: query.force === "true" });
  return startedRemoval(ctx, role, request);
});
