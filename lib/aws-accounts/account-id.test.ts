import { expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";

test.each([
  ["123456789012", []],
  [" 123456789012 ", ["spaces"]],
  ["1234-5678-9012", ["separators"]],
  ["1234 5678 9012", ["separators"]],
  ["1234–5678–9012", ["separators"]],
  ['"123456789012"', ["quotes"]],
  ["arn:aws:iam::123456789012:root", ["the rest of the ARN"]],
])("%j is read", (typed, cleaned) => {
  expect(parseAccountId(typed)).toEqual({ ok: true, accountId: "123456789012", cleaned });
});

test.each([
  ["", /12 digits/],
  ["12345678901", /11 digits.*leading zeros/],
  ["1234567890123", /13 digits/],
  ["production", /not an account ID/],
  ["AKIAIOSFODNN7EXAMPLE", /access key/],
])("%j is refused", (typed, detail) => {
  const parsed = parseAccountId(typed);
  expect(parsed).toMatchObject({ ok: false, detail: expect.stringMatching(detail) });
  expect(JSON.stringify(parsed)).not.toContain("EXAMPLE");
});
