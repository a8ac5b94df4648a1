import { ok } from "#lib/http/answer.ts";
import { getWorkspace } from "#lib/http/operations/administration.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { workspaceView } from "#lib/workspaces/view.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getWorkspace, async (ctx) => ok(workspaceView(ctx)));
