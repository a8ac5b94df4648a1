import { expect, test } from "vitest";
import { safeReturn } from "./words.ts";

test("the wizard returns only to pages of the same workspace", () => {
  const form = "/acme/instance-roles?create=1&roleArn=arn%3Aaws";
  expect(safeReturn("acme", form)).toBe(form);
  for (const path of [
    "//evil.test/acme/",
    "https://evil.test/acme/",
    "/globex/x",
    "/acme/\\evil",
    ["/acme/"],
    undefined,
  ]) {
    expect(safeReturn("acme", path)).toBeUndefined();
  }
});
