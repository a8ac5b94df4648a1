export type Partition = "aws" | "aws-us-gov" | "aws-cn" | "aws-eusc";

export type Arn = {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

/** Splits an ARN; undefined for an invalid one. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, accountId, ...resource] = text.split(":");
  if (prefix !== "arn" || !partition || !service || resource.length === 0) return undefined;
  return {
    partition,
    service,
    region: region ?? "",
    accountId: accountId ?? "",
    resource: resource.join(":"),
  };
}

export type RoleAddress = { partition: string; accountId: string; path: string; name: string };

/** Parses `arn:aws:iam::123456789012:role/path/name`. */
export function parseRoleArn(text: string): RoleAddress | undefined {
  const match = /^arn:([^:]+):iam::(\d{12}):role(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]{1,64})$/.exec(text);
  if (!match) return undefined;
  const [, partition, accountId, path, name] = match as unknown as [string, string, string, string, string];
  return { partition, accountId, path, name };
}

export const iamArn = (partition: string, accountId: string, resource: string) =>
  `arn:${partition}:iam::${accountId}:${resource}`;

export function partitionOfRegion(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/** The Region of a partition's IAM, which is `aws:RequestedRegion` of its calls. */
export const IAM_REGION: Record<Partition, string> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
  "aws-eusc": "eusc-de-east-1",
};

/** The suffix of a partition's endpoints [botocore partitions.json]. */
export const DNS_SUFFIX: Record<Partition, string> = {
  aws: "amazonaws.com",
  "aws-us-gov": "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-eusc": "amazonaws.eu",
};

/** The Regions that EC2 lists in each partition. */
export const REGIONS: Record<Partition, readonly string[]> = {
  aws: ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-eusc": ["eusc-de-east-1"],
};
