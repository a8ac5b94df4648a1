import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { accountFor, meantRoleArn } from "./account-of-arn.ts";
import type { CheckView } from "./check-view.ts";
import { connectionOf } from "./connection-of.ts";
import { profileArnFor } from "./profile-choice/profile-arn-for.ts";
import { checkRegistration } from "./registration/check.ts";
import type { CheckInput } from "./schema.ts";
import { findExisting } from "./store.ts";
import { toCheckView } from "./to-check-view.ts";
import { subjectOf } from "./to-view.ts";

/**
 * Predicts what registering a role would find and write, and how it would end, without a write.
 * Runs in a worker (lib/worker/answer-question.ts).
 * @throws Refusal `forbidden`; `invalid` on the field `roleArn` as when registering
 */
export async function checkInstanceRole(ctx: Ctx, input: CheckInput): Promise<CheckView> {
  authorize(ctx, "instance_role.check");
  const roleArn = meantRoleArn(input.roleArn);
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  const { account, alreadyRegistered } = await inWorkspace(workspaceId, async (tx) => ({
    account: await accountFor(tx, workspaceId, roleArn),
    alreadyRegistered: await findExisting(tx, workspaceId, { roleArn: roleArn.arn }),
  }));
  const connection = connectionOf(account);
  const { instanceProfileArn } = input;
  const chosenProfileArn = instanceProfileArn && profileArnFor(roleArn, instanceProfileArn);
  const checked = await checkRegistration({ workspaceId, roleArn, connection, chosenProfileArn });
  const { alias: accountAlias, setup: accountSetup } = account;
  const row = { ...account, ...connection, roleArn: roleArn.arn, accountAlias, accountSetup };
  return toCheckView(checked, { subject: subjectOf(row, principal), alreadyRegistered });
}
