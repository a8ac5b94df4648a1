/** Regions that are enabled in every account; opt-in Regions are not listed. */
import { homeRegion, PARTITIONS, type Partition } from "./partition.ts";

const DEFAULT_ENABLED: Partial<Record<Partition, readonly string[]>> = {
  aws: [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-west-1", "us-gov-east-1"],
};

/** Returns the partition's Regions that every account has. */
export function defaultRegions(partition: Partition): readonly string[] {
  return DEFAULT_ENABLED[partition] ?? [homeRegion(partition)];
}

/**
 * Returns the Regions in which to call STS, in order: our own if it is in the partition, the partition's home Region,
 * one other.
 */
export function stsRegions(partition: Partition, own: string): readonly [string, ...string[]] {
  const known = defaultRegions(partition);
  const elsewhere = known.find((region) => region !== own && region !== homeRegion(partition));
  const regions = [homeRegion(partition), ...(elsewhere ? [elsewhere] : [])];
  const isOfPartition = known.includes(own) || own.startsWith(prefixOf(partition));
  return isOfPartition
    ? [own, ...regions.filter((region) => region !== own)]
    : (regions as [string, ...string[]]);
}

/** Whether the name may be a Region of the partition. In `aws` every name does that is not another partition's. */
export function isRegionOf(partition: Partition, region: string): boolean {
  const others = PARTITIONS.filter((other) => other !== "aws" && region.startsWith(prefixOf(other)));
  return partition === "aws" ? others.length === 0 : others.includes(partition);
}

/** The prefix that identifies unlisted Regions of a partition, such as `us-gov-`; `aws` has none. */
function prefixOf(partition: Partition): string {
  return partition === "aws" ? "" : homeRegion(partition).replace(/[^-]+-\d+$/, "");
}
