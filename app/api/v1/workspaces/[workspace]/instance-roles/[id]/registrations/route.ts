import { ok } from "#lib/http/answer.ts";
import { listRuns } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { listRegistrations } from "#lib/instance-roles/list-registrations.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listRuns, async (ctx, { id, query }) =>
  ok(await listRegistrations(ctx, id, query)),
);
