import { AwsError } from "#lib/aws/errors.ts";
import { refusedBy } from "#lib/failures/aws-refusals.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { Step } from "#lib/failures/step.ts";

/**
 * The failure for an error without a reason of its own: a bug report, with AWS's error code and request id where AWS
 * answered.
 */
export function unexpected(error: unknown, step: Step): Failure<"unexpected"> {
  if (!(error instanceof AwsError)) return { reason: "unexpected", facts: {}, step };
  const { code, action } = error;
  return { reason: "unexpected", facts: { code, action }, step, aws: refusedBy(error) };
}
