import { detachInstanceRole, putInstanceRole } from "#lib/http/operations/instances.ts";
import { startedChange } from "#lib/http/started-change.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { changeInstances } from "#lib/instances/change/request.ts";
import { instanceIdFrom } from "#lib/instances/schema.ts";

export * from "#lib/http/other-methods.ts";

export const PUT = workspaceRoute(putInstanceRole, async (ctx, { id, path, body }, request) => {
  const instanceIds = [instanceIdFrom(path.instanceId)];
  return startedChange(ctx, await changeInstances(ctx, id, { ...body, instanceIds }), request);
});

export const DELETE = workspaceRoute(detachInstanceRole, async (ctx, { id, path, query }, request) => {
  const instanceIds = [instanceIdFrom(path.instanceId)];
  const change = await changeInstances(ctx, id, { ...query, instanceIds, instanceRoleId: null });
  return startedChange(ctx, change, request);
});
