import { recordAudit } from "#lib/audit/record.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { makeExternalId } from "./connection/external-id.ts";
import { noSuchAccount } from "./get.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { type AwsAccountRow, findAccount, setPendingExternalId } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/**
 * Makes a new external ID beside the old one, which keeps working until a check has passed with the new. While one
 * is pending it is answered again: somebody may have put it into the trust policy already.
 * @throws Refusal `forbidden`, `not_found`
 */
export async function rotateExternalId(ctx: Ctx, id: string): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.update");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  return writeOnce(ctx, async (tx) => {
    const pendingExternalId = makeExternalId();
    const isNew = await setPendingExternalId(tx, workspaceId, { id, pendingExternalId });
    const row: AwsAccountRow | null = await findAccount(tx, workspaceId, id);
    if (!row) throw noSuchAccount();
    if (isNew) await recordAudit(tx, ctx, { action: "aws_account.rotate_external_id", targetId: id });
    return toAccountView(ctx, row, principal);
  });
}
