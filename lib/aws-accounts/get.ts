import { inWorkspace } from "#lib/db/tenant.ts";
import { notFound } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import { findAccount } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/** Returns one AWS account of the workspace. @throws Refusal `not_found` */
export async function getAwsAccount(ctx: Ctx, id: string): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.read");
  const principal = await platformPrincipalArn();
  const row = await inWorkspace(ctx.workspace.id, (tx) => findAccount(tx, ctx.workspace.id, id));
  if (!row) throw noSuchAccount();
  return toAccountView(ctx, row, principal);
}

export const noSuchAccount = () => notFound("This AWS account");
