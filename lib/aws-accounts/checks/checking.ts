/** The input of every account check, and constructors for its results. */
import type { Caller } from "#lib/aws/call.ts";
import { AwsError, isNotOffered } from "#lib/aws/errors.ts";
import { refusalOf, refusedBy } from "#lib/failures/aws-refusals.ts";
import { RegistrationFailed } from "#lib/failures/failed.ts";
import type { Failure } from "#lib/failures/failure.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { AccountSetup } from "../account-setup.ts";
import type { Connection } from "../connection/connection.ts";
import type { CheckName, Finding, StoredCheck } from "./finding.ts";

/** An account as a check needs it. */
export type CheckedAccount = Connection & {
  workspaceSlug: string;
  status: "PENDING" | "CONNECTED" | "FAILED";
  setup: AccountSetup;
};

export type Checking = {
  account: CheckedAccount;
  required: RequiredPolicy[];
  caller: Caller;
  /** The endpoint is an emulator: it does not enforce trust policies and may lack calls. */
  emulator: boolean;
  /** How long AWS may take to show a recent change, in milliseconds. */
  freshMs: number;
  /** The session name in the customer's CloudTrail. */
  sessionName: string;
  /** Rolecall's own principal in AWS; null before a worker has reported it. */
  platformPrincipalArn: string | null;
  /** The source identity to set on sessions, where allowed. */
  sourceIdentity: string;
  stsRegions: readonly [string, ...string[]];
  signal: AbortSignal;
  report(check: StoredCheck): void;
};

export const passed = (name: CheckName, finding: Finding): StoredCheck => ({
  name,
  status: "passed",
  ...finding,
});
export const warning = (name: CheckName, finding: Finding): StoredCheck => ({
  name,
  status: "warning",
  ...finding,
});
export const waiting = (name: CheckName, finding: Finding): StoredCheck => ({
  name,
  status: "waiting",
  ...finding,
});
export const skipped = (name: CheckName, finding: Finding): StoredCheck => ({
  name,
  status: "skipped",
  ...finding,
});
export const failed = (name: CheckName, failure: Failure): StoredCheck => ({
  name,
  status: "failed",
  failure,
});

/**
 * Translates the error of a call into the result of its check: a failure reason, or in an emulator that the call is
 * not offered. Rethrows what is not an answer of AWS.
 */
export function endedBy(checking: Checking, name: CheckName, error: unknown): StoredCheck {
  if (error instanceof RegistrationFailed) return failed(name, error.failure);
  if (!(error instanceof AwsError)) throw error;
  if (checking.emulator && isNotOffered(error)) return warning(name, { finding: "not_offered", facts: {} });
  return failed(name, failureOf(checking, error));
}

export function failureOf({ account, stsRegions }: Checking, error: AwsError): Failure {
  const { connectionRoleArn } = account;
  const { action, code } = error;
  return (
    refusalOf(error, { step: "connect", connectionRoleArn, stsRegions }) ?? {
      reason: "unexpected",
      facts: { action, code },
      step: "connect",
      aws: refusedBy(error),
    }
  );
}
