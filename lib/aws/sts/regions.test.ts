import { expect, test } from "vitest";
import { PARTITIONS } from "../partition.ts";
import { stsRegions } from "./regions.ts";

test("the preferred Region is asked first, each Region once", () => {
  expect(stsRegions("aws", "eu-west-1").slice(0, 2)).toEqual(["eu-west-1", "us-east-1"]);
  for (const partition of PARTITIONS) {
    const regions = stsRegions(partition);
    expect(new Set(regions).size).toBe(regions.length);
  }
});

test("a Region of another partition is not asked", () => {
  expect(stsRegions("aws-cn", "us-east-1")).toEqual(["cn-north-1", "cn-northwest-1"]);
  expect(stsRegions("aws", "us-gov-west-1")[0]).toBe("us-east-1");
});
