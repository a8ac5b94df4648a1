import { launchParameters } from "#lib/compute-configs/launch.ts";
import { ok } from "#lib/http/answer.ts";
import { launchConfig } from "#lib/http/operations/compute-configs.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(launchConfig, async (ctx, { id, query }) =>
  ok(await launchParameters(ctx, id, query.format)),
);
