import { expect, test } from "vitest";
import { describeWaiting, type WaitingFor } from "./waiting.ts";

const PROFILE = "arn:aws:iam::123456789012:instance-profile/rolecall/etl";
const POLICY = "arn:aws:iam::123456789012:policy/rolecall-node";

/** The text on the page, which the seconds follow. */
test.each<[WaitingFor, string]>([
  [{ kind: "propagation", what: PROFILE }, "AWS to show the new instance profile etl"],
  [{ kind: "propagation", what: POLICY }, "AWS to show the policy rolecall-node on the role"],
  [{ kind: "release", what: PROFILE }, "AWS to let go of the instance profile etl"],
  [{ kind: "release", what: POLICY }, "AWS to let go of the policy rolecall-node"],
  [{ kind: "fresh_role" }, "AWS to show the role, in case it was made just now"],
  [{ kind: "fresh_trust" }, "AWS to let Rolecall in, in case the trust policy was changed just now"],
  [{ kind: "throttled", what: "iam:GetRole" }, "AWS to take more calls: it is throttling iam:GetRole"],
  [{ kind: "unavailable", what: "sts:AssumeRole" }, "AWS to answer sts:AssumeRole"],
  [{ kind: "busy", what: "iam:CreateInstanceProfile" }, "AWS to finish another change of the same role"],
  [{ kind: "turn" }, "another registration of the same role to finish"],
])("%j is waiting for %s", (waitingFor, words) => {
  expect(describeWaiting(waitingFor)).toBe(words);
});
