import { expect, test } from "vitest";
import { whoCanFix } from "./words.ts";

test("nobody is sent to AWS for what is mended in Rolecall", () => {
  expect(whoCanFix({ reason: "role_arn_mismatch", actor: "you" })).toBe("You, here in Rolecall");
  expect(whoCanFix({ reason: "role_not_found", actor: "role_owner" })).toContain("here in Rolecall");
  expect(whoCanFix({ reason: "assume_denied", actor: "you" })).toBe("You, in the connected AWS account");
});
