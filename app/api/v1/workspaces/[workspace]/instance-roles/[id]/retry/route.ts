import { retryRole } from "#lib/http/operations/instance-roles.ts";
import { startedRole } from "#lib/http/started.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { retryInstanceRole } from "#lib/instance-roles/retry.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(retryRole, async (ctx, { id }, request) =>
  startedRole(ctx, await retryInstanceRole(ctx, id), request),
);
