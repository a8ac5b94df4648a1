import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/** The Regions that are enabled in the account, those it opted into as well. @param region where to ask */
export async function listRegions({ ec2, caller }: Aws, region: string): Promise<string[]> {
  const { Regions: regions = [] } = await callAws(caller, "ec2", "DescribeRegions", () =>
    ec2(region).send(new DescribeRegionsCommand({})),
  );
  return regions.flatMap(({ RegionName: name }) => name ?? []);
}
