import { expect, test } from "vitest";
import { stepLabel, whoCanFix } from "./words.ts";

test("a reason that is fixed in Rolecall does not send the user to AWS", () => {
  expect(whoCanFix({ reason: "role_arn_mismatch", actor: "you" })).toBe("You, here in Rolecall");
  expect(whoCanFix({ reason: "role_not_found", actor: "role_owner" })).toContain("here in Rolecall");
  expect(whoCanFix({ reason: "assume_denied", actor: "you" })).toBe("You, in the connected AWS account");
});

test("a removal's steps have names of their own: detaching in the step that attaches", () => {
  expect(stepLabel("attach_policies", "REGISTER")).toBe("Attach policies");
  expect(stepLabel("attach_policies", "REMOVE")).toBe("Detach policies");
  expect(stepLabel("connect", "REMOVE")).toBe("Connect");
});
