/** The answer of what changes EC2 instances: at once, or when the caller would rather wait. */
import { settledChange } from "#lib/instances/change/settled.ts";
import type { ChangeView } from "#lib/instances/change/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { Answer } from "./answer.ts";
import { applied, whileWaiting } from "./started.ts";

/** 200 when it has settled, 202 while it has not; always with its `Location`. */
export async function startedChange(ctx: Ctx, change: ChangeView, request: Request): Promise<Answer> {
  const { seconds, now } = await whileWaiting(request, change, (until) => settledChange(ctx, change, until));
  const account = `/api/v1/workspaces/${ctx.workspace.slug}/aws-accounts/${change.awsAccountId}`;
  return {
    status: now.status === "SETTLED" ? 200 : 202,
    body: now,
    location: `${account}/instances/changes/${change.id}`,
    headers: applied(seconds),
  };
}
