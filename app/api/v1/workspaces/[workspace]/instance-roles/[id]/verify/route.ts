import { verifyRole } from "#lib/http/operations/instance-roles.ts";
import { checkedRole } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { verifyInstanceRole } from "#lib/instance-roles/checking/verify.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(verifyRole, async (ctx, { id }, request) =>
  checkedRole(ctx, await verifyInstanceRole(ctx, id), request),
);
