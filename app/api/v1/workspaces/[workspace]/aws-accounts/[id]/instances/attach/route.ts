import { attachToInstances } from "#lib/http/operations/instances.ts";
import { startedChange } from "#lib/http/started-change.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { changeInstances } from "#lib/instances/change/request.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(attachToInstances, async (ctx, { id, body }, request) =>
  startedChange(ctx, await changeInstances(ctx, id, body), request),
);
