import { homeRegion, type Partition } from "../partition.ts";

/** Regions of each partition that are enabled by default, beside its home; STS can be switched off in any of them. */
const OTHERS: Record<Partition, readonly string[]> = {
  aws: ["us-west-2", "eu-west-1", "eu-central-1", "us-east-2", "ap-northeast-1"],
  "aws-cn": ["cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1"],
  "aws-eusc": [],
  "aws-iso": ["us-iso-west-1"],
  "aws-iso-b": [],
  "aws-iso-e": [],
  "aws-iso-f": ["us-isof-east-1"],
};

const PREFIX: Record<Partition, RegExp> = {
  aws: /^(?!cn-|us-gov-|us-iso|eu-iso|eusc-)/,
  "aws-cn": /^cn-/,
  "aws-us-gov": /^us-gov-/,
  "aws-eusc": /^eusc-/,
  "aws-iso": /^us-iso-/,
  "aws-iso-b": /^us-isob-/,
  "aws-iso-e": /^eu-isoe-/,
  "aws-iso-f": /^us-isof-/,
};

/** Where to ask STS, in this order: the preferred Region where it is of the partition, the home Region, others. */
export function stsRegions(partition: Partition, preferred?: string): [string, ...string[]] {
  const first = preferred && PREFIX[partition].test(preferred) ? preferred : homeRegion(partition);
  const rest = [homeRegion(partition), ...OTHERS[partition]].filter((region) => region !== first);
  return [first, ...rest];
}
