import { undoInstanceChange } from "#lib/http/operations/instances.ts";
import { startedChange } from "#lib/http/started-change.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { undoChange } from "#lib/instances/change/undo.ts";
import { changeIdFrom } from "#lib/instances/schema.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(undoInstanceChange, async (ctx, { id, path }, request) =>
  startedChange(ctx, await undoChange(ctx, id, changeIdFrom(path.changeId)), request),
);
