import { recordAudit } from "#lib/audit/record.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { hasTags } from "#lib/aws/tags.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { regionsOfAccount } from "./account-regions.ts";
import { type AccountSetup, setupOf } from "./account-setup.ts";
import { connectionRoleOf, refuseInScope } from "./connection-role.ts";
import { noSuchAccount } from "./get.ts";
import { platformPrincipalArn } from "./platform-principal.ts";
import type { UpdateAccountInput } from "./schema.ts";
import { startCheck } from "./start-check.ts";
import { type AwsAccountRow, changeAccount, findAccount, UNPROVEN } from "./store.ts";
import { toAccountView } from "./to-view.ts";
import type { AwsAccountView } from "./view.ts";

/**
 * Changes an account's name, connection role or settings. With another connection role the account is PENDING until
 * the check that starts at once has passed.
 * @throws Refusal `forbidden`, `not_found`; `invalid` on `connectionRoleArn`, `regions`, `rolePrefix` or `rolePath`
 */
export async function updateAwsAccount(
  ctx: Ctx,
  id: string,
  input: UpdateAccountInput,
): Promise<AwsAccountView> {
  authorize(ctx, "aws_account.update");
  const workspaceId = ctx.workspace.id;
  const principal = await platformPrincipalArn();
  return inWorkspace(workspaceId, async (tx) => {
    const before = await findAccount(tx, workspaceId, id);
    if (!before) throw noSuchAccount();
    const connectionRoleArn = newConnectionRole(before, input);
    if (input.regions) regionsOfAccount(before.partition as Partition, input.regions);
    const setup = changedSetup(setupOf(before.setup), input);
    refuseInScope(connectionRoleArn ?? before.connectionRoleArn, setup);
    await changeAccount(tx, workspaceId, id, {
      ...(input.name !== undefined && { name: input.name }),
      setup,
      // A check in hand is of the old role.
      ...(connectionRoleArn && { ...UNPROVEN, connectionRoleArn, checkId: null }),
    });
    if (connectionRoleArn) await startCheck(tx, workspaceId, id);
    await recordAudit(tx, ctx, { action: "aws_account.update", targetId: id, details: { ...input } });
    return toAccountView(ctx, (await findAccount(tx, workspaceId, id)) as AwsAccountRow, principal);
  });
}

/** Null where it stays as it is. */
function newConnectionRole(before: AwsAccountRow, { connectionRoleArn }: UpdateAccountInput): string | null {
  if (connectionRoleArn === undefined) return null;
  const account = { accountId: before.accountId, partition: before.partition as Partition };
  const arn = connectionRoleOf(account, connectionRoleArn);
  return arn === before.connectionRoleArn ? null : arn;
}

/** Null takes a choice away. */
function changedSetup(before: AccountSetup, input: UpdateAccountInput): AccountSetup {
  const { rolePrefix = before.rolePrefix, rolePath = before.rolePath } = input;
  const { includeBulkRead = before.includeBulkRead, regions = before.regions ?? [] } = input;
  const { withoutBoundary = before.withoutBoundary, includeAttach = before.includeAttach } = input;
  const { neverMakeProfiles = before.neverMakeProfiles, tags = before.tags ?? {} } = input;
  const { includeListRoles = before.includeListRoles } = input;
  const { permissionsVersion } = before;
  return {
    includeBulkRead,
    ...(includeListRoles && { includeListRoles }),
    ...(withoutBoundary && { withoutBoundary }),
    ...(includeAttach && { includeAttach }),
    ...(rolePrefix && { rolePrefix }),
    ...(rolePath && { rolePath }),
    ...(permissionsVersion && { permissionsVersion }),
    ...(regions.length > 0 && { regions }),
    ...(neverMakeProfiles && { neverMakeProfiles }),
    ...(hasTags(tags) && { tags }),
  };
}
