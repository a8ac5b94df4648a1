import type { InstanceAccount } from "#components/instances/search.ts";
import { knownRegions } from "#lib/aws/known-regions.ts";
import { isPartition } from "#lib/aws/partition.ts";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/** The accounts whose machines can be shown, the first hundred. */
export async function accountChoices(ctx: Ctx): Promise<InstanceAccount[]> {
  const { items } = await listAwsAccounts(ctx, { limit: 100 });
  return items.map(({ id, accountId, partition, name, alias, setup }) => ({
    id,
    accountId,
    partition,
    label: [name ?? alias, accountId].filter(Boolean).join(" · "),
    regions: isPartition(partition) ? [...knownRegions(partition)] : [],
    ownRegions: setup.regions,
    includeAttach: setup.includeAttach,
  }));
}
