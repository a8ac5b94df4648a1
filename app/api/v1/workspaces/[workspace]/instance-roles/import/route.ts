import { importRoles } from "#lib/http/operations/imports.ts";
import { startedImport } from "#lib/http/started-import.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { importInstanceRoles } from "#lib/instance-roles/import/import.ts";
import { readImport } from "#lib/instance-roles/import/read.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(importRoles, async (ctx, { query, body }, request) => {
  const given = readImport(body);
  const preview = given.preview || query.preview === "true";
  return startedImport(ctx, await importInstanceRoles(ctx, given, { preview }), request);
});
