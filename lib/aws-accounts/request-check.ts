import { recordAudit } from "#lib/audit/record.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { noSuchAccount } from "./get.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { startCheck } from "./start-check.ts";
import { findAccount } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/** Starts a check of the account, or joins the one that is running. @throws Refusal `forbidden`, `not_found` */
export async function requestAccountCheck(ctx: Ctx, id: string): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.check");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  return writeOnce(ctx, async (tx) => {
    const isNew = await startCheck(tx, workspaceId, id);
    const row = await findAccount(tx, workspaceId, id);
    if (!row) throw noSuchAccount();
    if (isNew) await recordAudit(tx, ctx, { action: "aws_account.check", targetId: id });
    return toAccountView(ctx, row, principal);
  });
}
