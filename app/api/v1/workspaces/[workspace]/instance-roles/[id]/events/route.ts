import { streamRole } from "#lib/http/operations/instance-roles.ts";
import { roleStream } from "#lib/http/role-stream.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { getInstanceRole } from "#lib/instance-roles/get.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(streamRole, async (ctx, { id, query }, request) => {
  const role = await getInstanceRole(ctx, id);
  return roleStream(ctx, request, { instanceRoleId: role.id, since: query.since });
});
