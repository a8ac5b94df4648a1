import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { parseAccountId } from "./account-id.ts";
import { findAccountsByNumber } from "./store.ts";

/** The workspace's connection of the account, begun or finished; undefined where there is none. @param typed an account ID */
export async function findConnection(ctx: Ctx, typed: string): Promise<string | undefined> {
  authorize(ctx, "aws_account.read");
  const parsed = parseAccountId(typed);
  if (!parsed.ok) return undefined;
  const [first] = await inWorkspace(ctx.workspace.id, (tx) =>
    findAccountsByNumber(tx, ctx.workspace.id, parsed.accountId),
  );
  return first?.id;
}
