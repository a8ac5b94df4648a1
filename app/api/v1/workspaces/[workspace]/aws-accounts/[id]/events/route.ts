import { getAwsAccount } from "#lib/aws-accounts/get.ts";
import { accountStream } from "#lib/http/account-stream.ts";
import { streamAccount } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(streamAccount, async (ctx, { id, query }, request) => {
  const { id: awsAccountId } = await getAwsAccount(ctx, id);
  return accountStream(ctx, request, { awsAccountId, since: query.since });
});
