/** The Regions an account's machines run in. Browser-safe. */
import { homeRegion, type Partition } from "#lib/aws/partition.ts";

/** How many the simulator is asked for. */
export const MOST_REGIONS = 3;

/** Those an account's admins named; the partition's home where they named none. */
export function regionsInUse(
  partition: Partition,
  named: readonly string[] = [],
): readonly [string, ...string[]] {
  const [first, ...others] = named;
  return first ? [first, ...others] : [homeRegion(partition)];
}
