import { ok } from "#lib/http/answer.ts";
import { postRoleDocuments } from "#lib/http/operations/role-designs.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { zipped } from "#lib/http/zip.ts";
import { designDocuments } from "#lib/role-designs/design-documents.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(postRoleDocuments, async (ctx, { body, query }) => {
  const view = await designDocuments(ctx, body);
  return query.format === "zip" ? zipped(body.roleName, view.files) : ok(view);
});
