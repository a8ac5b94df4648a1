import { ok } from "#lib/http/answer.ts";
import { getOneImport } from "#lib/http/operations/imports.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { getImport } from "#lib/instance-roles/import/get.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getOneImport, async (ctx, { id, query }) =>
  ok(await getImport(ctx, id, query)),
);
