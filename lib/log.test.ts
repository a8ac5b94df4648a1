import { expect, test } from "vitest";
import { withoutSecrets } from "./log.ts";

const secret = "0123456789abcdefABCDEF0123456789";

test.each([
  ["an access key id", `AKIA${"A2B3C4D5E6F7G8H9"}`, "AKIA…"],
  ["an API token", `rc_${secret}_${secret}`, "rc_…"],
  ["an external ID", `rc-${secret}`, "rc-…"],
  ["a session token of AWS", `IQoJb3JpZ2lu${secret}==`, "IQoJb3JpZ2lu…"],
  ["a session's cookie", `next-auth.session-token=${secret}`, "next-auth.session-token=…"],
])("%s is cut out of what is logged", (_what, given, left) => {
  expect(withoutSecrets(`called with ${given}; refused`)).toMatch(`called with ${left}`);
  expect(withoutSecrets(`called with ${given}; refused`)).not.toContain(secret);
});

test("text without secrets is unchanged", () => {
  expect(withoutSecrets("arn:aws:iam::111122223333:role/rc-nodes")).toBe(
    "arn:aws:iam::111122223333:role/rc-nodes",
  );
});
