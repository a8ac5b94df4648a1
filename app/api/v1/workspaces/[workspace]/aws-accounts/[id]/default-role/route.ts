import { setAccountDefaultRole } from "#lib/compute-configs/set-default-role.ts";
import { ok } from "#lib/http/answer.ts";
import { putDefaultRole } from "#lib/http/operations/compute-configs.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const PUT = workspaceRoute(putDefaultRole, async (ctx, { id, body }) =>
  ok(await setAccountDefaultRole(ctx, id, body)),
);
