import { expect, test } from "vitest";
import { ConnectInput, UpdateAccountInput } from "./schema.ts";

test.each([
  ["Production", true],
  ["half a character \ud800", false],
  ["a NUL \0", false],
  ["\u200b", false],
])("%j is a name for an account: %s", (name, is) => {
  expect(UpdateAccountInput.safeParse({ name }).success).toBe(is);
  expect(ConnectInput.safeParse({ accountId: "123456789012", name }).success).toBe(is);
});
