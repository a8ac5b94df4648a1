import { rotateExternalId } from "#lib/aws-accounts/rotate-external-id.ts";
import { rotateAccount } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export const POST = workspaceRoute(rotateAccount, async (ctx, { id }) => ({
  status: 201,
  body: await rotateExternalId(ctx, id),
  location: `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${id}`,
}));
