/** The events of AWS accounts as a resumable stream of server-sent events. */
import { type AccountEvent, followAccounts } from "#lib/aws-accounts/events.ts";
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { toAccountView } from "#lib/aws-accounts/to-view.ts";
import { type AccountNews, toAccountNews } from "#lib/aws-accounts/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { eventStream, type Send } from "./event-stream.ts";

type Follow = { awsAccountId?: string; since?: string | undefined };

/**
 * Streams one account in full at each change, check by check; or all accounts, each only when its status changes,
 * because many are checked at a time.
 */
export async function accountStream(
  ctx: Ctx,
  request: Request,
  { awsAccountId, since }: Follow,
): Promise<Response> {
  const resumed = request.headers.get("last-event-id") ?? since;
  const after = resumed && /^\d{1,18}$/.test(resumed) ? BigInt(resumed) : 0n;
  const principal = await platformPrincipalArn();
  return eventStream(ctx.actor, request, async (send) => {
    send({ event: "ready", id: String(after), data: {} });
    const tell = awsAccountId ? tellWhole(ctx, principal, send) : tellNews(ctx, principal, send);
    return followAccounts(ctx.workspace.id, { awsAccountId, tell }, after);
  });
}

function tellWhole(ctx: Ctx, principal: string | null, send: Send) {
  let told = -1;
  return (event: AccountEvent) => {
    if (event.type === "removed") return send({ event: "removed", data: { id: event.id } });
    const account = toAccountView(ctx, event.account, principal);
    // A change notified while the missed ones are read would be sent twice.
    if (account.version <= told) return;
    told = account.version;
    send({ event: "account", id: String(account.version), data: account });
  };
}

function tellNews(ctx: Ctx, principal: string | null, send: Send) {
  const told = new Map<string, string>();
  return (event: AccountEvent) => {
    if (event.type === "removed") return send({ event: "removed", data: { id: event.id } });
    const { version, ...news }: AccountNews = toAccountNews(toAccountView(ctx, event.account, principal));
    const now = JSON.stringify(news);
    if (told.get(news.id) === now) return;
    told.set(news.id, now);
    send({ event: "account", id: String(version), data: { ...news, version } });
  };
}
