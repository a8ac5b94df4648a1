import type { Partition } from "#lib/aws/partition.ts";
import { isRegionOf } from "#lib/aws/regions.ts";
import { invalidField } from "#lib/errors.ts";

/** Returns the Regions, all of the account's partition. @throws Refusal `invalid` on `regions`: one is of another partition */
export function regionsOfAccount(partition: Partition, regions: string[]): string[] {
  const wrong = regions.find((region) => !isRegionOf(partition, region));
  if (!wrong) return regions;
  const detail = `${wrong} is no Region of the partition ${partition}, in which the account is. Give Regions of ${partition}.`;
  throw invalidField("regions", "partition_mismatch", detail);
}
