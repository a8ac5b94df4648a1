import { ok } from "#lib/http/answer.ts";
import { lookUpRole } from "#lib/http/operations/instance-roles.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { lookUpInstanceRole } from "#lib/instance-roles/look-up.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(lookUpRole, async (ctx, { body }) =>
  ok(await lookUpInstanceRole(ctx, body)),
);
