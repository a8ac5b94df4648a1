import { retryRoles } from "#lib/http/operations/imports.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { retryInstanceRoles } from "#lib/instance-roles/import/retry-many.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(retryRoles, async (ctx, { body }) => ({
  status: 202,
  body: await retryInstanceRoles(ctx, body.ids),
}));
