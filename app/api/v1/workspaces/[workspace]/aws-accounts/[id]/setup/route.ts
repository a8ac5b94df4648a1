import { accountSetup } from "#lib/aws-accounts/setup-documents.ts";
import { getSetup } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";
import { setupDocument } from "#lib/setup-documents/setup-documents.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getSetup, async (ctx, { id, query }) => {
  const { setup } = await accountSetup(ctx, id);
  const { body, mediaType, fileName } = setupDocument(setup, query.format);
  return new Response(body, {
    headers: {
      "content-type": `${mediaType}; charset=utf-8`,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
