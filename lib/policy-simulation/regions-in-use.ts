/** The Regions an account's machines run in, as its admins said; the partition's home where they did not. */
import { homeRegion, type Partition } from "#lib/aws/partition.ts";

export function regionsInUse(
  partition: Partition,
  chosen: readonly string[] = [],
): readonly [string, ...string[]] {
  const [first, ...others] = chosen;
  return first ? [first, ...others] : [homeRegion(partition)];
}
