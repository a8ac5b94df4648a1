import { accountStream } from "#lib/http/account-stream.ts";
import { streamAccounts } from "#lib/http/operations/aws-accounts.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const GET = workspaceRoute(streamAccounts, (ctx, { query }, request) =>
  accountStream(ctx, request, { since: query.since }),
);
