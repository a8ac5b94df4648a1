/** What a check found, in the words for a role that was Active: the same fact is a change then. Pure. */
import type { Failure } from "#lib/failures/failure.ts";
import { STEPS } from "#lib/failures/step.ts";

/** The reason "it is not there" becomes "it was deleted"; what was never right keeps its name. */
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
