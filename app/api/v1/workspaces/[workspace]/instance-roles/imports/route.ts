import { ok } from "#lib/http/answer.ts";
import { listAllImports } from "#lib/http/operations/imports.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { listImports } from "#lib/instance-roles/import/list.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listAllImports, async (ctx, { query }) =>
  ok(await listImports(ctx, query)),
);
