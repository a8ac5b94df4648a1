import { getAwsAccount } from "#lib/aws-accounts/get.ts";
import { removeAwsAccount } from "#lib/aws-accounts/remove.ts";
import { updateAwsAccount } from "#lib/aws-accounts/update.ts";
import { ok } from "#lib/http/answer.ts";
import { getAccount, removeAccount, updateAccount } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(getAccount, async (ctx, { id }) => ok(await getAwsAccount(ctx, id)));

export const PATCH = workspaceRoute(updateAccount, async (ctx, { id, body }) =>
  ok(await updateAwsAccount(ctx, id, body)),
);

export const DELETE = workspaceRoute(removeAccount, async (ctx, { id }) => {
  await removeAwsAccount(ctx, id);
  return { status: 204 };
});
