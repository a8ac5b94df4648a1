import { connectAwsAccount } from "#lib/aws-accounts/connect.ts";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { ok } from "#lib/http/answer.ts";
import { connectAccount, listAccounts } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(listAccounts, async (ctx, { query }) =>
  ok(await listAwsAccounts(ctx, query)),
);

export const POST = workspaceRoute(connectAccount, async (ctx, { body }) => {
  const account = await connectAwsAccount(ctx, body);
  const location = `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${account.id}`;
  return { status: 201, body: account, location };
});
