/** Rewords a check's findings for a role that was Active, where the same fact is a change. Pure. */
import type { Failure } from "#lib/failures/failure.ts";
import { STEPS } from "#lib/failures/step.ts";

/** Maps reasons such as "does not exist" to "was deleted"; other reasons stay as they are. */
export function asDrift(failure: Failure): Failure {
  const { step, aws } = failure;
  const at = { step, ...(aws && { aws }) };
  switch (failure.reason) {
    case "role_not_found":
      return { reason: "role_deleted", facts: {}, ...at };
    case "trust_no_ec2":
      return { reason: "trust_changed", facts: { trustPolicy: failure.facts.trustPolicy }, ...at };
    case "permissions_boundary_blocks":
      return { reason: "boundary_changed", facts: failure.facts, ...at };
    default:
      return failure;
  }
}

export function inStepOrder(findings: Failure[]): Failure[] {
  return findings.toSorted((one, other) => STEPS.indexOf(one.step) - STEPS.indexOf(other.step));
}
