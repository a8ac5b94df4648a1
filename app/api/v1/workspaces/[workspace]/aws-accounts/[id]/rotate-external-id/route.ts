import { cancelRotation } from "#lib/aws-accounts/cancel-rotation.ts";
import { rotateExternalId } from "#lib/aws-accounts/rotate-external-id.ts";
import { cancelAccountRotation, rotateAccount } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(rotateAccount, async (ctx, { id }) => ({
  status: 201,
  body: await rotateExternalId(ctx, id),
  location: `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${id}`,
}));

export const DELETE = workspaceRoute(cancelAccountRotation, async (ctx, { id }) => ({
  status: 200,
  body: await cancelRotation(ctx, id),
}));
