import { recordAudit } from "#lib/audit/record.ts";
import { noSuchAccount } from "#lib/aws-accounts/get.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { requireChoosable } from "./refusals.ts";
import type { SetDefaultRole } from "./schema.ts";
import { setDefaultRole } from "./store.ts";

/**
 * Sets or clears an account's default role.
 * @throws Refusal `forbidden`, `not_found`; `invalid` on `instanceRoleId`
 */
export async function setAccountDefaultRole(
  ctx: Ctx,
  awsAccountId: string,
  { instanceRoleId }: SetDefaultRole,
): Promise<{ awsAccountId: string; instanceRoleId: string | null }> {
  authorize(ctx, "aws_account.update");
  const workspaceId = ctx.workspace.id;
  await inWorkspace(workspaceId, async (tx) => {
    if (!(await findAccount(tx, workspaceId, awsAccountId))) throw noSuchAccount();
    if (instanceRoleId) await requireChoosable(tx, workspaceId, { awsAccountId, instanceRoleId });
    await setDefaultRole(tx, workspaceId, { awsAccountId, instanceRoleId });
    const details = { defaultRole: instanceRoleId };
    await recordAudit(tx, ctx, { action: "aws_account.default_role", targetId: awsAccountId, details });
  });
  return { awsAccountId, instanceRoleId };
}
