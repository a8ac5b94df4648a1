import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { countRolesByAccount, rolesOfAccount } from "./store.ts";
import type { RegisteredRole } from "./view.ts";

const MOST_LISTED = 100;

/** The roles registered in an account by name, the first hundred, and how many there are. */
export async function registeredRolesIn(
  ctx: Ctx,
  awsAccountId: string,
): Promise<{ roles: RegisteredRole[]; count: number }> {
  authorize(ctx, "aws_account.read");
  const workspaceId = ctx.workspace.id;
  return inWorkspace(workspaceId, (tx) => rolesOfAccount(tx, workspaceId, awsAccountId, MOST_LISTED));
}

/** How many roles are registered in each account, by the account's id; accounts without any are left out. */
export async function countRegisteredRoles(ctx: Ctx): Promise<Map<string, number>> {
  authorize(ctx, "aws_account.read");
  return inWorkspace(ctx.workspace.id, (tx) => countRolesByAccount(tx, ctx.workspace.id));
}
