/**
 * The catalogue of failure reasons: for each its text, who has to act, whether a retry can help, and the fixes with
 * real names filled in. Nothing of this is stored; it is rendered from Failure. Browser-safe.
 */

import type { Failure, FailureReason } from "./failure.ts";
import type { Fix } from "./fixes/fix.ts";
import { ATTACH_POLICIES_REASONS } from "./reasons/attach-policies.ts";
import { CHECK_TRUST_REASONS } from "./reasons/check-trust.ts";
import { CONNECT_REASONS, type ConnectReason } from "./reasons/connect.ts";
import { ENSURE_PROFILE_REASONS } from "./reasons/ensure-profile.ts";
import { FIND_ROLE_REASONS } from "./reasons/find-role.ts";
import { LATER_REASONS } from "./reasons/later.ts";
import type { AccountSubject, Actor, FailureSubject, ReasonContext, ReasonEntry } from "./reasons/reason.ts";
import { REMOVAL_REASONS } from "./reasons/removal.ts";
import { REQUIRED_POLICY_MISSING } from "./reasons/required-policy-missing.ts";
import { VERIFY_REASONS } from "./reasons/verify.ts";
import type { Step } from "./step.ts";

const CATALOGUE = {
  ...CONNECT_REASONS,
  ...FIND_ROLE_REASONS,
  ...CHECK_TRUST_REASONS,
  ...ATTACH_POLICIES_REASONS,
  ...ENSURE_PROFILE_REASONS,
  ...VERIFY_REASONS,
  ...LATER_REASONS,
  ...REMOVAL_REASONS,
} satisfies { [R in FailureReason]: ReasonEntry<R> };

/** The reasons for which an AWS account fails. */
export type AccountReason = ConnectReason | "required_policy_missing";

const ACCOUNT_CATALOGUE = {
  ...CONNECT_REASONS,
  required_policy_missing: REQUIRED_POLICY_MISSING,
} satisfies { [R in AccountReason]: ReasonEntry<R, AccountSubject> };

export const FAILURE_REASONS = Object.keys(CATALOGUE) as FailureReason[];

/** The view of a failure; `failure` in the API's view of a role. */
export type DescribedFailure = {
  reason: FailureReason;
  title: string;
  detail: string;
  actor: Actor;
  retryable: boolean;
  step: Step;
  fixes: Fix[];
  aws?: { action: string; code: string; requestId?: string; policyLayer?: string; policyArn?: string };
};

/** Returns the text and the fixes of an instance role's failure. */
export function describeFailure(failure: Failure, subject: FailureSubject): DescribedFailure {
  return describe(failure, CATALOGUE[failure.reason] as unknown as Entry, subject);
}

/** The same for an AWS account, whose reasons need no role. */
export function describeAccountFailure(
  failure: Failure<AccountReason>,
  subject: AccountSubject,
): DescribedFailure {
  return describe(failure, ACCOUNT_CATALOGUE[failure.reason] as unknown as Entry, subject);
}

/** Returns the title for the list, and whether it passes by itself, without building the fixes. */
export function summariseFailure(failure: Failure): { title: string; isWaiting: boolean } {
  const { title, retry } = CATALOGUE[failure.reason];
  return { title, isWaiting: retry === "wait" };
}

export function titleOf(reason: FailureReason): string {
  return CATALOGUE[reason].title;
}

/** Whether the failure can be described without a role. */
export function isAccountReason(reason: FailureReason): reason is AccountReason {
  return Object.hasOwn(ACCOUNT_CATALOGUE, reason);
}

/** An entry for the failure's facts: TypeScript cannot follow a union through the table. */
type Entry = ReasonEntry<FailureReason, AccountSubject>;

function describe(failure: Failure, entry: Entry, subject: AccountSubject): DescribedFailure {
  const { facts, aws, reason, step } = failure;
  const context: ReasonContext<FailureReason, AccountSubject> = { ...subject, facts, aws };
  return {
    reason,
    title: entry.title,
    detail: entry.detail(context),
    actor: typeof entry.actor === "function" ? entry.actor(context) : entry.actor,
    retryable: entry.retry !== "never",
    step,
    fixes: entry.fixes(context),
    ...(aws && { aws: refusalView(aws) }),
  };
}

function refusalView({ action, code, requestId, policyLayer, policyArn }: NonNullable<Failure["aws"]>) {
  return {
    action,
    code,
    ...(requestId && { requestId }),
    ...(policyLayer && { policyLayer }),
    ...(policyArn && { policyArn }),
  };
}
