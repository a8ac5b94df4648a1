import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import { ok } from "#lib/http/answer.ts";
import { listAccounts } from "#lib/http/operations/administration.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export const GET = workspaceRoute(listAccounts, async (ctx, { query }) =>
  ok(await listAwsAccounts(ctx, query)),
);
