import { retryImportFailures } from "#lib/http/operations/imports.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { retryImport } from "#lib/instance-roles/import/retry-many.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(retryImportFailures, async (ctx, { id }) => ({
  status: 202,
  body: await retryImport(ctx, id),
}));
