import { exportImportFailures } from "#lib/http/operations/imports.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { exportFailures } from "#lib/instance-roles/import/export-failures.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(exportImportFailures, async (ctx, { id }) =>
  csv(await exportFailures(ctx, id)),
);

function csv(text: string): Response {
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="failures.csv"',
    "cache-control": "no-store",
  };
  return new Response(text, { headers });
}
