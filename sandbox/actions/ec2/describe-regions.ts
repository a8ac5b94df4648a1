import { DNS_SUFFIX, REGIONS } from "../../state/arns.ts";
import { defineAction } from "../action.ts";
import { onEverything } from "./access.ts";

export const describeRegions = defineAction({
  service: "ec2",
  name: "DescribeRegions",
  params: {},
  access: () => [onEverything("ec2:DescribeRegions")],
  run: ({ account }) => ({
    regionInfo: REGIONS[account.partition].map((regionName) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.${DNS_SUFFIX[account.partition]}`,
      optInStatus: "opt-in-not-required",
    })),
  }),
});
