import { ok } from "#lib/http/answer.ts";
import { getChange } from "#lib/http/operations/instances.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { getInstanceChange } from "#lib/instances/change/get.ts";
import { changeIdFrom } from "#lib/instances/schema.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getChange, async (ctx, { id, path }) =>
  ok(await getInstanceChange(ctx, id, changeIdFrom(path.changeId))),
);
