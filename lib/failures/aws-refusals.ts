/** The table of AWS's refusals and their reasons, by action and wire code. */
import {
  type AwsError,
  hasCode,
  isCredentials,
  isDenied,
  isThrottle,
  isUnavailable,
} from "#lib/aws/errors.ts";
import { RegistrationFailed } from "./failed.ts";
import type { AwsRefusal, Failure, FailureFacts, FailureReason } from "./failure.ts";
import type { Step } from "./step.ts";

/** The subject of a step's calls, from which the facts of a reason are taken. */
export type About = {
  step: Step;
  connectionRoleArn?: string;
  stsRegions?: readonly string[];
  policyArn?: string;
  profileName?: string;
  /** Counts from before: the policies on the role, its quota, and how many to attach; `fitted` were attached. */
  policies?: { attachedArns: string[]; quota?: number; needed: number; fitted?: number };
  profilesQuota?: number;
  /** How long AWS may take to show a write. */
  propagationMs?: number;
};

type Reasoned<R extends FailureReason = FailureReason> = {
  [K in R]: { reason: K; facts: FailureFacts[K] };
}[R];

type Row = [sign: "denied" | string, reason: (about: About, error: AwsError) => Reasoned];

const READ_ROLE: Row[] = [
  ["denied", (_, error) => ({ reason: "role_read_denied", facts: { denied: [deniedOf(error)] } })],
  ["NoSuchEntity", () => ({ reason: "role_not_found", facts: {} })],
];

const PROTECTED: Row = ["UnmodifiableEntity", () => ({ reason: "role_not_modifiable", facts: {} })];

/** The resource was created, or AWS said that it exists, but reads did not show it in time. */
const NOT_SHOWN: Row = [
  "NoSuchEntity",
  ({ profileName = "", propagationMs = 0 }) => ({
    reason: "profile_not_visible_yet",
    facts: { profileName, waitedMs: propagationMs },
  }),
];

const REFUSALS: Record<string, Row[]> = {
  "sts:AssumeRole": [
    ["denied", ({ connectionRoleArn = "" }) => ({ reason: "assume_denied", facts: { connectionRoleArn } })],
    [
      "RegionDisabled",
      ({ stsRegions = [] }) => ({ reason: "sts_region_disabled", facts: { regions: [...stsRegions] } }),
    ],
  ],
  "iam:GetRole": READ_ROLE,
  "iam:ListAttachedRolePolicies": READ_ROLE,
  "iam:ListInstanceProfilesForRole": READ_ROLE,
  "iam:AttachRolePolicy": [
    [
      "denied",
      ({ policyArn = "" }, error) => ({ reason: "attach_denied", facts: { ...deniedOf(error), policyArn } }),
    ],
    ["LimitExceeded", policyQuota],
    ["NoSuchEntity", roleOrPolicyMissing],
    [
      "PolicyNotAttachable",
      ({ policyArn = "" }) => ({ reason: "policy_not_attachable", facts: { policyArn } }),
    ],
    PROTECTED,
    [
      "ConcurrentModification",
      ({ policyArn = "" }) => ({ reason: "policy_changed_under_us", facts: { policyArn } }),
    ],
  ],
  "iam:CreateInstanceProfile": [
    ["denied", profileDenied],
    [
      "LimitExceeded",
      ({ profilesQuota: quota }) => ({
        reason: "profile_quota_exceeded",
        facts: quota === undefined ? {} : { quota },
      }),
    ],
    [
      "ConcurrentModification",
      ({ profileName = "" }) => ({ reason: "policy_changed_under_us", facts: { profileName } }),
    ],
  ],
  "iam:GetInstanceProfile": [["denied", profileDenied], NOT_SHOWN],
  "iam:AddRoleToInstanceProfile": [["denied", profileDenied], NOT_SHOWN, PROTECTED],
};

/** Returns the reason of a refused call; null where there is none, and the error has to be thrown again. */
export function refusalOf(error: AwsError, about: About): Failure | null {
  const reasoned = transientReason(error) ?? credentialsReason(error) ?? tableReason(error, about);
  return reasoned && ({ ...reasoned, step: about.step, aws: refusedBy(error) } as Failure);
}

/** Throws the reason of a refused call, or any other error unchanged. For `.catch()`. */
export function asReason(about: About): (error: unknown) => never {
  return (error) => {
    const failure = isAwsError(error) ? refusalOf(error, about) : null;
    throw failure ? new RegistrationFailed(failure, error) : error;
  };
}

/** Returns the part of AWS's answer that is stored. */
export function refusedBy({ action, code, requestId, denial }: AwsError): AwsRefusal {
  return {
    action: denial?.action ?? action,
    code,
    ...(requestId && { requestId }),
    ...(denial && { policyLayer: denial.layer, explicit: denial.explicit }),
    ...(denial?.policyArn && { policyArn: denial.policyArn }),
  };
}

/** Returns the denied call as AWS names it. */
export function deniedOf({ action, denial }: AwsError): { action: string; resource?: string } {
  return { action: denial?.action ?? action, ...(denial?.resource && { resource: denial.resource }) };
}

/** The reason for a transient cause that outlasted the retries. */
function transientReason(error: AwsError): Reasoned | null {
  const { service, action, waitedMs } = error;
  const facts = { service, action, waitedMs };
  if (isThrottle(error)) return { reason: "aws_throttled", facts };
  // An error page that was not retried is an emulator's, and no outage.
  if (isUnavailable(error) && waitedMs > 0) return { reason: "aws_unavailable", facts };
  return null;
}

/** The reason for refused credentials: AssumeRole uses the platform's own, all other calls the session's. */
function credentialsReason(error: AwsError): Reasoned | null {
  if (error.action !== "sts:AssumeRole" || !isCredentials(error)) return null;
  return { reason: "platform_credentials", facts: { code: error.code } };
}

function tableReason(error: AwsError, about: About): Reasoned | null {
  const row = REFUSALS[error.action]?.find(([sign]) =>
    sign === "denied" ? isDenied(error) : hasCode(error, sign),
  );
  return row ? row[1](about, error) : null;
}

/** AttachRolePolicy answers NoSuchEntity for either, and only the text tells which (docs/aws-facts.md, Error codes). */
function roleOrPolicyMissing({ policyArn = "" }: About, error: AwsError): Reasoned {
  if (/\brole\b.* (cannot be|not) found/i.test(error.message)) return { reason: "role_not_found", facts: {} };
  return { reason: "required_policy_missing", facts: { policyArn } };
}

/**
 * The number in AWS's text is the account's current quota (docs/aws-facts.md, Error codes), even where the quota may
 * not be read.
 */
function policyQuota({ policies }: About, error: AwsError): Reasoned {
  const { attachedArns = [], needed = 0, fitted = 0 } = policies ?? {};
  const [, told] = /\bPoliciesPerRole: (\d+)/.exec(error.message) ?? [];
  const quota = told ? Number(told) : policies?.quota;
  return {
    reason: "policy_quota_exceeded",
    facts: {
      attached: attachedArns.length,
      ...(quota !== undefined && { quota }),
      needed,
      ...(fitted > 0 && { fitted }),
      attachedPolicyArns: attachedArns,
    },
  };
}

/** AddRoleToInstanceProfile needs iam:PassRole too, and AWS says which of the two is missing. */
function profileDenied({ profileName = "" }: About, error: AwsError): Reasoned {
  const denied = deniedOf(error);
  if (denied.action === "iam:PassRole")
    return { reason: "pass_role_denied", facts: { ...denied, profileName } };
  const [, tag] = /\baws:RequestTag\/([\w.:/=+@-]+)/.exec(error.message) ?? [];
  return { reason: "profile_denied", facts: { ...denied, profileName, ...(tag && { tag }) } };
}

const isAwsError = (error: unknown): error is AwsError => error instanceof Error && error.name === "AwsError";
