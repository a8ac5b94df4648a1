import { recordAudit } from "#lib/audit/record.ts";
import type { Partition } from "#lib/aws/partition.ts";
import { setupOf } from "#lib/aws-accounts/account-setup.ts";
import { noSuchAccount } from "#lib/aws-accounts/get.ts";
import { type AwsAccountRow, findAccount } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { Refusal } from "#lib/errors.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { attachNotGranted, requireRegions } from "../refusals.ts";
import { instanceChangeQueue } from "./job.ts";
import { type ChangeRow, findChange, insertChange, type NewItem, releaseAbandoned } from "./store.ts";
import { toChangeView } from "./to-view.ts";
import type { ChangeView } from "./view.ts";

export type NewChange = {
  kind: ChangeView["kind"];
  region: string;
  role?: { id: string; name: string; roleArn: string } | null;
  undoesId?: string;
  items: NewItem[];
};

/** Change, job and audit event, or none of them. @throws Refusal `instance_in_use`, where all are in hand already */
export async function startChange(
  tx: Tx,
  ctx: Ctx,
  awsAccountId: string,
  { kind, region, role, undoesId, items }: NewChange,
): Promise<ChangeView> {
  const workspaceId = ctx.workspace.id;
  await releaseAbandoned(tx, workspaceId);
  const id = uuid7();
  const change = {
    workspaceId,
    id,
    awsAccountId,
    region,
    kind,
    ...(role && { instanceRoleId: role.id, roleName: role.name, roleArn: role.roleArn }),
    ...(undoesId && { undoesId }),
    createdBy: actorName(ctx.actor),
  };
  const taken = await insertChange(tx, change, items);
  if (taken.length === 0) throw allInHand(items);
  await enqueue(tx, instanceChangeQueue, { workspaceId, changeId: id }, { groupId: awsAccountId });
  const details = { kind, region, instances: items.length, ...(role && { role: role.name }) };
  await recordAudit(tx, ctx, { action: "instance.change", targetId: id, details });
  return toChangeView(tx, workspaceId, (await findChange(tx, workspaceId, id)) as ChangeRow);
}

/** @throws Refusal `not_found`, `invalid` on `region`, `not_granted` where the account has not opted into it */
export async function accountToChange(
  tx: Tx,
  ctx: Ctx,
  { awsAccountId, region }: { awsAccountId: string; region: string },
): Promise<AwsAccountRow> {
  const account = await findAccount(tx, ctx.workspace.id, awsAccountId);
  if (!account) throw noSuchAccount();
  requireRegions(account.partition as Partition, [region]);
  if (!setupOf(account.setup).includeAttach) throw attachNotGranted(account);
  return account;
}

function allInHand(items: NewItem[]): Refusal {
  const instanceIds = items.map(({ instanceId }) => instanceId);
  const [what, is] = items.length === 1 ? [instanceIds[0], "is"] : ["All of these instances", "are"];
  return new Refusal(
    "instance_in_use",
    `${what} ${is} being changed by somebody else in this workspace. Wait until that has ended, then look again.`,
    { extra: { instanceIds } },
  );
}
