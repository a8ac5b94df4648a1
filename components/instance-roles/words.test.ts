import { expect, test } from "vitest";
import { stepLabel, whoCanFix } from "./words.ts";

test("nobody is sent to AWS for what is mended in Rolecall", () => {
  expect(whoCanFix({ reason: "role_arn_mismatch", actor: "you" })).toBe("You, here in Rolecall");
  expect(whoCanFix({ reason: "role_not_found", actor: "role_owner" })).toContain("here in Rolecall");
  expect(whoCanFix({ reason: "assume_denied", actor: "you" })).toBe("You, in the connected AWS account");
});

test("a removal detaches in the step in which a registration attaches", () => {
  expect(stepLabel("attach_policies", "REGISTER")).toBe("Attach policies");
  expect(stepLabel("attach_policies", "REMOVE")).toBe("Detach policies");
  expect(stepLabel("connect", "REMOVE")).toBe("Connect");
});
