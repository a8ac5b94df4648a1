import { checkedAwsAccount } from "#lib/aws-accounts/checked.ts";
import { requestAccountCheck } from "#lib/aws-accounts/request-check.ts";
import { checkAccount } from "#lib/http/operations/aws-accounts.ts";
import { preferredWait } from "#lib/http/prefer.ts";
import { workspaceRoute } from "#lib/http/workspace-route.ts";

export * from "#lib/http/other-methods.ts";

export const POST = workspaceRoute(checkAccount, async (ctx, { id }, { headers, signal }) => {
  const seconds = preferredWait(headers);
  const begun = await requestAccountCheck(ctx, id);
  const account = await checkedAwsAccount(ctx, begun, { milliseconds: seconds * 1000, signal });
  return {
    status: account.checking ? 202 : 201,
    body: account,
    location: `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${id}`,
    ...(seconds > 0 && { headers: { "preference-applied": `wait=${seconds}` } }),
  };
});
