import { ok } from "#lib/http/answer.ts";
import { checkRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { checkInstanceRole } from "#lib/instance-roles/check.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(checkRole, async (ctx, { body }) =>
  ok(await checkInstanceRole(ctx, body)),
);
