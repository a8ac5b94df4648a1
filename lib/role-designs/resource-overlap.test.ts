import { expect, test } from "vitest";
import { mayOverlap } from "./resource-overlap.ts";

const BUCKET = "arn:${Partition}:s3:::${BucketName}";
const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";

test.each([
  ["arn:aws:s3:::data", BUCKET],
  ["arn:aws:s3:::data*", BUCKET],
  ["arn:aws:s3:::data/*", OBJECT],
  ["arn:aws:s3:::data/raw/2026.csv", OBJECT],
  ["*", OBJECT],
  ["arn:aws:s3:::data*", OBJECT],
  ["arn:aws:s3:::${aws:PrincipalTag/team}/*", OBJECT],
  ["arn:aws:s3:::dat?", BUCKET],
])("%s covers something of the type %s", (written, type) => {
  expect(mayOverlap(written, type)).toBe(true);
});

test.each([
  ["arn:aws:s3:::data/*", BUCKET],
  ["arn:aws:s3:::data", OBJECT],
  ["arn:aws:kms:eu-west-1:123456789012:key/1", BUCKET],
  ["arn:aws:s3:::data?x/", BUCKET],
])("%s covers nothing of the type %s", (written, type) => {
  expect(mayOverlap(written, type)).toBe(false);
});

test("patterns with many stars are compared in reasonable time", () => {
  const many = `arn:aws:s3:::${"a*".repeat(300)}b`;
  expect(mayOverlap(many, BUCKET)).toBe(true);
  expect(mayOverlap(`${many}/`, BUCKET)).toBe(false);
});
