import { recordAudit } from "#lib/audit/record.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchAccount } from "./get.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { type AwsAccountRow, findAccount, retirePendingExternalId } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/**
 * Cancels a rotation: the new external ID is dropped and the one in use stays. A trust policy that has the new one
 * already must be changed back; the next check says so.
 * @throws Refusal `forbidden`, `not_found`; `conflict` where no rotation is pending, perhaps because a check has ended it
 */
export async function cancelRotation(ctx: Ctx, id: string): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.update");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const isCancelled = await retirePendingExternalId(tx, workspaceId, id);
    const row: AwsAccountRow | null = await findAccount(tx, workspaceId, id);
    if (!row) throw noSuchAccount();
    if (!isCancelled) throw new Refusal("conflict", NOTHING_PENDING);
    await recordAudit(tx, ctx, { action: "aws_account.cancel_rotation", targetId: id });
    return toAccountView(ctx, row, principal);
  });
}

const NOTHING_PENDING =
  "No new external ID is waiting. A check that passed with it has ended the rotation, or somebody has cancelled it already.";
