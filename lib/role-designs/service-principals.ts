/** Names of AWS services in policies, by partition. Browser-safe. Source: botocore partitions.json (dnsSuffix). */
import type { Partition } from "#lib/aws/partition.ts";

const DOMAIN_SUFFIX: Record<Partition, string> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
  "aws-eusc": "amazonaws.eu",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
};

/** The domain of the partition's endpoints, as in `s3.eu-west-1.amazonaws.com`. */
export const domainSuffix = (partition: Partition): string => DOMAIN_SUFFIX[partition];

/** EC2's name in trust policies; isolated Regions of the first generation have their own. Source: eksctl, partitions.go. */
export function ec2Principal(partition: Partition): string {
  if (partition === "aws-iso" || partition === "aws-iso-b") return `ec2.${domainSuffix(partition)}`;
  return "ec2.amazonaws.com";
}
