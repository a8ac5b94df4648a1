import { expect, test } from "vitest";
import { principalOf } from "./platform-identity.ts";

test.each([
  [
    "arn:aws:iam::999988887777:user/rolecall/control-plane",
    "arn:aws:iam::999988887777:user/rolecall/control-plane",
  ],
  [
    "arn:aws:sts::999988887777:assumed-role/control-plane/i-0123",
    "arn:aws:iam::999988887777:role/control-plane",
  ],
  ["arn:aws-cn:sts::999988887777:assumed-role/cp/a/b", "arn:aws-cn:iam::999988887777:role/cp"],
  ["arn:aws:sts::123456789012:user/moto", "arn:aws:iam::123456789012:user/moto"],
])("%s is trusted as %s", (caller, principal) => {
  expect(principalOf(caller)).toBe(principal);
});
