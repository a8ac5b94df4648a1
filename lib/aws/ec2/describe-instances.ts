import { DescribeInstancesCommand, type Filter, type Instance } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** `name` is the tag `Name`. `profile` is the associated one; its id (AIPA…) tells it from a recreated profile. */
export type Ec2Instance = {
  id: string;
  name?: string;
  state: string;
  type: string;
  zone: string;
  launchedAt?: Date;
  profile?: { arn: string; id: string };
};

export type InstancesAsked = {
  region: string;
  filters: Filter[];
  /** 5 to 1,000, EC2's limits. As many as fit in one answer if absent. */
  maxResults?: number;
  token?: string | undefined;
};

/** Returns one page of a Region's instances. EC2 may return fewer than asked for, even none, and have more. */
export async function describeInstances(
  { ec2, caller }: Aws,
  { region, filters, maxResults, token }: InstancesAsked,
): Promise<{ instances: Ec2Instance[]; nextToken?: string }> {
  const page = await callAws(caller, "ec2", "DescribeInstances", () =>
    ec2(region).send(
      new DescribeInstancesCommand({
        ...(filters.length > 0 && { Filters: filters }),
        ...(maxResults && { MaxResults: maxResults }),
        ...(token && { NextToken: token }),
      }),
    ),
  );
  const found = (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
  return { instances: found.flatMap(readInstance), ...(page.NextToken && { nextToken: page.NextToken }) };
}

function readInstance(instance: Instance): Ec2Instance[] {
  const { InstanceId: id, Tags, State, InstanceType, Placement, LaunchTime, IamInstanceProfile } = instance;
  if (!id) return [];
  const name = Tags?.find(({ Key }) => Key === "Name")?.Value;
  const { Arn: arn, Id: profileId = "" } = IamInstanceProfile ?? {};
  return [
    {
      id,
      ...(name && { name }),
      state: State?.Name ?? "unknown",
      type: InstanceType ?? "",
      zone: Placement?.AvailabilityZone ?? "",
      ...(LaunchTime && { launchedAt: LaunchTime }),
      ...(arn && { profile: { arn, id: profileId } }),
    },
  ];
}
