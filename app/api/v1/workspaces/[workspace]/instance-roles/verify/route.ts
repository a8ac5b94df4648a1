import { verifyRoles } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { verifyInstanceRoles } from "#lib/instance-roles/checking/verify-many.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(verifyRoles, async (ctx, { body }) => ({
  status: 202,
  body: await verifyInstanceRoles(ctx, body.ids),
}));
