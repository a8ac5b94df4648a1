/** The Regions an account's machines run in. Browser-safe. */
import { homeRegion, type Partition } from "#lib/aws/partition.ts";

/** The most Regions for which the simulator is asked. */
export const MOST_REGIONS = 3;

/** Returns the Regions the account's admins set, or the partition's home Region. */
export function regionsInUse(
  partition: Partition,
  named: readonly string[] = [],
): readonly [string, ...string[]] {
  const [first, ...others] = named;
  return first ? [first, ...others] : [homeRegion(partition)];
}
