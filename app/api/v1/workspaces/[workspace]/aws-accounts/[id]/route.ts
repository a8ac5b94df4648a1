import { getAwsAccount } from "#lib/aws-accounts/get.ts";
import { ok } from "#lib/http/answer.ts";
import { getAccount } from "#lib/http/operations/administration.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export const GET = workspaceRoute(getAccount, async (ctx, { id }) => ok(await getAwsAccount(ctx, id)));
