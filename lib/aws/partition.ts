/** AWS's partitions and their differences. Browser-safe. Source: botocore partitions.json, endpoint rule sets. */

const PARTITION = {
  aws: { region: "us-east-1", consoleHost: "console.aws.amazon.com", cliRegion: null },
  "aws-cn": { region: "cn-north-1", consoleHost: "console.amazonaws.cn", cliRegion: "cn-north-1" },
  "aws-us-gov": {
    region: "us-gov-west-1",
    consoleHost: "console.amazonaws-us-gov.com",
    cliRegion: "us-gov-west-1",
  },
  "aws-eusc": {
    region: "eusc-de-east-1",
    consoleHost: "console.amazonaws-eusc.eu",
    cliRegion: "eusc-de-east-1",
  },
  "aws-iso": { region: "us-iso-east-1", consoleHost: null, cliRegion: "us-iso-east-1" },
  "aws-iso-b": { region: "us-isob-east-1", consoleHost: null, cliRegion: "us-isob-east-1" },
  "aws-iso-e": { region: "eu-isoe-west-1", consoleHost: null, cliRegion: "eu-isoe-west-1" },
  "aws-iso-f": { region: "us-isof-south-1", consoleHost: null, cliRegion: "us-isof-south-1" },
} as const;

export type Partition = keyof typeof PARTITION;

export const PARTITIONS = Object.keys(PARTITION) as Partition[];

export function isPartition(text: string): text is Partition {
  return Object.hasOwn(PARTITION, text);
}

/** A Region of the partition that is always enabled; IAM's own calls are signed for it. */
export function homeRegion(partition: Partition): string {
  return PARTITION[partition].region;
}

/** The AWS console's host name, or null where the console is not on the open internet. */
export function consoleHost(partition: Partition): string | null {
  return PARTITION[partition].consoleHost;
}

/**
 * Returns EC2's names in `iam:PassedToService`: China has one for launching instances and one for adding a role to an
 * instance profile (docs/aws-facts.md, Instance profiles).
 */
export function ec2Services(partition: Partition): string[] {
  return partition === "aws-cn" ? ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] : ["ec2.amazonaws.com"];
}

/**
 * Returns the option that `aws iam` needs to reach the partition's IAM: nothing in `aws`, elsewhere ` --region …`,
 * because the AWS CLI derives the partition from the Region.
 */
export function cliRegionOption(partition: Partition): string {
  const region = PARTITION[partition].cliRegion;
  return region ? ` --region ${region}` : "";
}
