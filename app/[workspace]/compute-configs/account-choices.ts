import type { AccountChoice } from "#components/compute-configs/config-form.tsx";
import { knownRegions } from "#lib/aws/known-regions.ts";
import { isPartition } from "#lib/aws/partition.ts";
import { listAwsAccounts } from "#lib/aws-accounts/list.ts";
import type { Ctx } from "#lib/workspaces/context.ts";

/** The accounts a compute config may be in, the first hundred. */
export async function accountChoices(ctx: Ctx): Promise<AccountChoice[]> {
  const { items } = await listAwsAccounts(ctx, { limit: 100 });
  return items.map(({ id, accountId, partition, name, alias }) => ({
    id,
    accountId,
    label: [name ?? alias, accountId].filter(Boolean).join(" · "),
    regions: isPartition(partition) ? knownRegions(partition) : [],
  }));
}
