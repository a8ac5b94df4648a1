import { streamRoles } from "#lib/http/operations/instance-roles.ts";
import { roleStream } from "#lib/http/role-stream.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(streamRoles, (ctx, { query }, request) =>
  roleStream(ctx, request, { since: query.since }),
);
