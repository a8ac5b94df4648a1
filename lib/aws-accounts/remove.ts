import { Prisma } from "#generated/prisma/client.ts";
import { recordAudit } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/client.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { noSuchAccount } from "./get.ts";
import { configsOfAccount, deleteAccount, findAccount, rolesOfAccount } from "./store.ts";

const MOST_LISTED = 100;

/**
 * Removes an account in which no role is registered. The connection role stays in AWS, for the customer to delete.
 * @throws Refusal `forbidden`, `not_found`; `account_in_use` with `instanceRoles` and `instanceRoleCount`
 */
export async function removeAwsAccount(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx, "aws_account.remove");
  const workspaceId = ctx.workspace.id;
  const removing = inWorkspace(workspaceId, async (tx) => {
    const account = await findAccount(tx, workspaceId, id);
    if (!account) throw noSuchAccount();
    await refuseWhileInUse(tx, workspaceId, account);
    await deleteAccount(tx, workspaceId, id);
    const { accountId, connectionRoleArn } = account;
    const details = { accountId, connectionRoleArn };
    await recordAudit(tx, ctx, { action: "aws_account.remove", targetId: id, details });
  });
  await removing.catch(async (error) => {
    // A role came in between: the foreign key decides.
    if (!isForeignKey(error)) throw error;
    await inWorkspace(workspaceId, async (tx) => {
      const account = await findAccount(tx, workspaceId, id);
      if (account) await refuseWhileInUse(tx, workspaceId, account);
    });
    throw error;
  });
}

async function refuseWhileInUse(
  tx: Tx,
  workspaceId: string,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  const { roles: instanceRoles, count: instanceRoleCount } = await rolesOfAccount(
    tx,
    workspaceId,
    id,
    MOST_LISTED,
  );
  if (instanceRoleCount === 0)
    return refuseForConfigs(await configsOfAccount(tx, workspaceId, id), accountId);
  const are = instanceRoleCount === 1 ? "1 instance role is" : `${instanceRoleCount} instance roles are`;
  const detail = `${are} registered in account ${accountId}. Delete them first, so that Rolecall can undo what it did there.`;
  throw new Refusal("account_in_use", detail, { extra: { instanceRoles, instanceRoleCount } });
}

function refuseForConfigs(computeConfigs: { id: string; name: string }[], accountId: string): void {
  if (computeConfigs.length === 0) return;
  const detail = `Compute configs start clusters in account ${accountId}. Delete them first.`;
  throw new Refusal("account_in_use", detail, { extra: { computeConfigs } });
}

function isForeignKey(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2003";
}
