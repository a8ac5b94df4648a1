import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { callAws } from "../call.ts";
import type { Aws } from "../session.ts";

/**
 * Returns the Regions enabled in the account, opted-in ones too.
 * @param region where to ask
 */
export async function listRegions({ ec2, caller }: Aws, region: string): Promise<string[]> {
  const { Regions: regions = [] } = await callAws(caller, "ec2", "DescribeRegions", () =>
    ec2(region).send(new DescribeRegionsCommand({})),
  );
  return regions.flatMap(({ RegionName: name }) => name ?? []);
}
