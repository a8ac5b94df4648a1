import { ok } from "#lib/http/answer.ts";
import { listInstancesOfRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { listRoleInstances } from "#lib/instance-roles/in-use/list.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listInstancesOfRole, async (ctx, { id }) =>
  ok(await listRoleInstances(ctx, id)),
);
