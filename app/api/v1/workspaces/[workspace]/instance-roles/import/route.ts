import { importRoles } from "#lib/http/operations/imports.ts";
import { startedImport } from "#lib/http/started-import.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { importInstanceRoles } from "#lib/instance-roles/import/import.ts";
import { readImport } from "#lib/instance-roles/import/read.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(importRoles, async (ctx, { query, body }, request) => {
  const { roleArnColumn: roleArn, nameColumn: name, descriptionColumn: description } = query;
  const upload = readImport(body, { roleArn, name, description });
  const preview = upload.preview || query.preview === "true";
  return startedImport(ctx, await importInstanceRoles(ctx, upload, { preview }), request);
});
