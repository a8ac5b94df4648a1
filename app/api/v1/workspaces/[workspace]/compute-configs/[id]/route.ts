import { getComputeConfig } from "#lib/compute-configs/get.ts";
import { removeComputeConfig } from "#lib/compute-configs/remove.ts";
import { updateComputeConfig } from "#lib/compute-configs/update.ts";
import { ok } from "#lib/http/answer.ts";
import { getConfig, removeConfig, updateConfig } from "#lib/http/operations/compute-configs.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getConfig, async (ctx, { id }) => ok(await getComputeConfig(ctx, id)));

export const PATCH = workspaceRoute(updateConfig, async (ctx, { id, body }) =>
  ok(await updateComputeConfig(ctx, id, body)),
);

export const DELETE = workspaceRoute(removeConfig, async (ctx, { id }) => {
  await removeComputeConfig(ctx, id);
  return { status: 204 };
});
