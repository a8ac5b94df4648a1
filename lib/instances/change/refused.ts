/** What EC2's refusal of a call means for the instance. Source: docs/aws-facts.md, EC2 instances. */
import { type AwsError, hasCode, isDenied, isThrottle, isUnavailable } from "#lib/aws/errors.ts";
import type { Facts, Reason } from "./item.ts";

/** `look_again`: EC2's state has moved on. `too_early`: EC2 does not know the profile, or its role, yet. */
export type Refused =
  | { means: "look_again" }
  | { means: "too_early" }
  | { means: "fail"; reason: Reason; facts: Facts };

const MOVED_ON = ["IncorrectState", "IncorrectInstanceState", "InvalidAssociationID.NotFound"];

export function refusedBy(error: AwsError): Refused {
  if (hasCode(error, ...MOVED_ON)) return { means: "look_again" };
  if (hasCode(error, "InvalidInstanceID.NotFound")) {
    return { means: "fail", reason: "instance_gone", facts: {} };
  }
  if (hasCode(error, "InvalidParameterValue")) return { means: "too_early" };
  return { means: "fail", ...reasonOf(error) };
}

/** Why nothing can be done in the account at all. */
export function reasonOf(error: AwsError): { reason: Reason; facts: Facts } {
  const { code, requestId, action } = error;
  const facts: Facts = { code, action, ...(requestId && { requestId }) };
  if (isDenied(error)) {
    const { denial } = error;
    const denied: Facts = { ...facts, action: denial.action ?? action, policyLayer: denial.layer };
    if (denial.resource) denied.resource = denial.resource;
    return { reason: "not_granted", facts: denied };
  }
  return { reason: isThrottle(error) || isUnavailable(error) ? "aws_busy" : "aws_refused", facts };
}
