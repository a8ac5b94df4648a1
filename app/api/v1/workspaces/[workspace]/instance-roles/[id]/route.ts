import { ok } from "#lib/http/answer.ts";
import { getRole, removeRole, updateRole } from "#lib/http/operations/instance-roles.ts";
import { startedRemoval } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { forgetInstanceRole } from "#lib/instance-roles/forget.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";
import { removeInstanceRole } from "#lib/instance-roles/remove.ts";
import { updateInstanceRole } from "#lib/instance-roles/update.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getRole, async (ctx, { id }) => ok(await getInstanceRole(ctx, id)));

export const PATCH = workspaceRoute(updateRole, async (ctx, { id, body }) =>
  ok(await updateInstanceRole(ctx, id, body)),
);

export const DELETE = workspaceRoute(removeRole, async (ctx, { id, query }, request) =>
  query.leaveAws === "true"
    ? ok(await forgetInstanceRole(ctx, id))
    : startedRemoval(ctx, await removeInstanceRole(ctx, id, { forced: query.force === "true" }), request),
);
