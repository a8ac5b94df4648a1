import { decodeCursor, encodeCursor } from "#lib/db/cursor.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { findAccounts } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AccountStatus, AwsAccountView } from "./view.ts";

const SORT = "id";

type PageInput = { limit: number; cursor?: string | undefined; status?: AccountStatus | undefined };

/** Lists the workspace's AWS accounts, optionally of one status, in the order they were connected. @throws Refusal `invalid` on `cursor` */
export async function listAwsAccounts(
  ctx: Ctx,
  { limit, cursor, status }: PageInput,
): Promise<{ items: AwsAccountView[]; nextCursor: string | null }> {
  authorize(ctx, "aws_account.read");
  const after = cursor ? decodeCursor(cursor, SORT).id : undefined;
  const principal = await platformPrincipalArn();
  const rows = await inWorkspace(ctx.workspace.id, (tx) =>
    findAccounts(tx, ctx.workspace.id, { after, status, take: limit + 1 }),
  );
  const items = rows.slice(0, limit).map((row) => toAccountView(ctx, row, principal));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(SORT, { value: "", id: last.id }) : null };
}
