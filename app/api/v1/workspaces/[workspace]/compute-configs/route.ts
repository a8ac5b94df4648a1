import { createComputeConfig } from "#lib/compute-configs/create.ts";
import { listComputeConfigs } from "#lib/compute-configs/list.ts";
import { ok } from "#lib/http/answer.ts";
import { createConfig, listConfigs } from "#lib/http/operations/compute-configs.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listConfigs, async (ctx, { query }) =>
  ok(await listComputeConfigs(ctx, query)),
);

export const POST = workspaceRoute(createConfig, async (ctx, { body }) => {
  const config = await createComputeConfig(ctx, body);
  const location = `/api/v1/workspaces/${ctx.workspace.slug}/compute-configs/${config.id}`;
  return { status: 201, body: config, location };
});
