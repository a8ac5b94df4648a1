import { expect, test } from "vitest";
import { bucketNameProblem } from "./bucket-name.ts";

test.each(["etl-raw", "a.b", "abc", "1a2", "x".repeat(63), "data-2026.eu"])(
  "S3 takes the bucket name %s",
  (name) => {
    expect(bucketNameProblem(name)).toBeNull();
  },
);

test.each([
  ["", "Give"],
  ["ab", "3 to 63"],
  ["x".repeat(64), "3 to 63"],
  ["Data", "capital"],
  ["my_bucket", "only"],
  ["-abc", "begins"],
  ["abc.", "begins"],
  ["a..b", "dots"],
  ["192.168.5.4", "IP address"],
  ["xn--abc", "xn--"],
  ["abc-s3alias", "-s3alias"],
  ["abc--x-s3", "--x-s3"],
  ["s3://abc", "s3://"],
  ["arn:aws:s3:::abc", "ARN"],
  ["abc/def", "slash"],
])("S3 refuses the bucket name %j", (name, why) => {
  expect(bucketNameProblem(name)).toContain(why);
});
