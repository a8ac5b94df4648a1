import { expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";

test.each([
  ["123456789012", []],
  [" 123456789012 ", ["spaces"]],
  ["1234-5678-9012", ["separators"]],
  ["1234 5678 9012", ["separators"]],
  ["1234–5678–9012", ["separators"]],
  ['"123456789012"', ["quotes"]],
])("%j is read", (typed, cleaned) => {
  expect(parseAccountId(typed)).toEqual({ ok: true, accountId: "123456789012", cleaned });
});

test.each(["aws", "aws-cn", "aws-us-gov"])("an ARN brings its partition %s along", (partition) => {
  expect(parseAccountId(`arn:${partition}:iam::123456789012:root`)).toEqual({
    ok: true,
    accountId: "123456789012",
    partition,
    cleaned: ["the rest of the ARN"],
  });
});

test.each([
  ["", /12 digits/],
  ["12345678901", /11 digits.*leading zeros/],
  ["1234567890123", /13 digits/],
  ["production", /not an account ID/],
  ["arn:aws-mars:iam::123456789012:root", /no partition aws-mars/],
  ["AKIAIOSFODNN7EXAMPLE", /access key/],
])("%j is refused", (typed, detail) => {
  const parsed = parseAccountId(typed);
  expect(parsed).toMatchObject({ ok: false, detail: expect.stringMatching(detail) });
  expect(JSON.stringify(parsed)).not.toContain("EXAMPLE");
});
