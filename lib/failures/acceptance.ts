/** Findings that Rolecall cannot judge for certain, so that an admin may accept them. Browser-safe. */
import type { Failure, FailureReason } from "./failure.ts";

export const ACCEPTABLE_REASONS = [
  "permissions_boundary_blocks",
  "explicit_deny_blocks",
  "trust_conditional",
] as const satisfies readonly FailureReason[];
export type AcceptableReason = (typeof ACCEPTABLE_REASONS)[number];

/**
 * An admin's acceptance of a finding. `fingerprint` is that of its facts; the acceptance does not apply to other facts.
 */
export type Acceptance = {
  reason: AcceptableReason;
  because: string;
  by: string;
  /** ISO 8601. */
  since: string;
  fingerprint: string;
};

export function isAcceptable(reason: string): reason is AcceptableReason {
  return (ACCEPTABLE_REASONS as readonly string[]).includes(reason);
}

export type AcceptableFailure = Failure<AcceptableReason>;
