import { recordAudit } from "#lib/audit/record.ts";
import { isPartition } from "#lib/aws/partition.ts";
import { findAccount } from "#lib/aws-accounts/store.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { invalidField } from "#lib/errors.ts";
import { nameKeyOf } from "#lib/instance-roles/name-key.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { collisionOf, requireChoosable, requireRegion } from "./refusals.ts";
import type { CreateComputeConfig } from "./schema.ts";
import { type ComputeConfigRow, findComputeConfig, insertComputeConfig } from "./store.ts";
import { toConfigView } from "./to-view.ts";
import type { ComputeConfigView } from "./view.ts";

/**
 * Creates a compute config.
 * @throws Refusal `forbidden`; `invalid` on `awsAccountId`, `region`, `instanceRoleId`; `name_taken`
 */
export async function createComputeConfig(ctx: Ctx, input: CreateComputeConfig): Promise<ComputeConfigView> {
  authorize(ctx, "compute_config.create");
  const workspaceId = ctx.workspace.id;
  const id = uuid7();
  const creating = writeOnce(ctx, async (tx) => {
    const account = await findAccount(tx, workspaceId, input.awsAccountId);
    if (!account || !isPartition(account.partition)) {
      throw invalidField("awsAccountId", "account_not_connected", "The workspace has no such AWS account");
    }
    requireRegion(account.partition, input.region);
    const { awsAccountId, instanceRoleId, name } = input;
    if (instanceRoleId) await requireChoosable(tx, workspaceId, { awsAccountId, instanceRoleId });
    const row = { ...input, workspaceId, id, nameKey: nameKeyOf(name), createdBy: actorName(ctx.actor) };
    await insertComputeConfig(tx, row);
    await recordAudit(tx, ctx, { action: "compute_config.create", targetId: id, details: { name } });
    return toConfigView((await findComputeConfig(tx, workspaceId, id)) as ComputeConfigRow);
  });
  return creating.catch((error) => {
    throw collisionOf(error);
  });
}
