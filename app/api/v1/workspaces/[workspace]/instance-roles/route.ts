import { ok } from "#lib/http/answer.ts";
import { listRoles, registerRole } from "#lib/http/operations/instance-roles.ts";
import { startedRole } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { listInstanceRoles } from "#lib/instance-roles/list.ts";
import { registerInstanceRole } from "#lib/instance-roles/register.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listRoles, async (ctx, { query }) =>
  ok(await listInstanceRoles(ctx, query)),
);

export const POST = workspaceRoute(registerRole, async (ctx, { body }, request) =>
  startedRole(ctx, await registerInstanceRole(ctx, body), request),
);
