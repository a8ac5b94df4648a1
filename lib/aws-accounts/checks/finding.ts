/** The findings of account checks: stored as facts, rendered as text by check-words.ts. Browser-safe. */
import type { Failure } from "#lib/failures/failure.ts";

export const CHECK_STATUSES = ["passed", "failed", "warning", "waiting", "skipped"] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** The kinds of checks, in display order. */
export const CHECK_KINDS = [
  "assume",
  "refused_without_external_id",
  "refused_with_wrong_external_id",
  "right_account",
  "same_role",
  "sts_region",
  "external_id_rotation",
  "source_identity",
  "trusts_only_rolecall",
  "cannot_change_itself",
  "required_policy",
  "quotas",
  "permission",
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/**
 * A check of one permission or required policy has its name: `permission:iam:GetRole`. `permission` alone says why AWS
 * could not be asked about any.
 */
export type CheckName = CheckKind | `${CheckKind}:${string}`;

type Nothing = Record<string, never>;
type Untestable = "denied" | "not_offered";

export type FindingFacts = {
  /** Not checked yet. */
  pending: Nothing;
  /** AWS may need a moment: the role or its trust policy may be new. */
  fresh_trust: Nothing;
  fresh_condition: Nothing;
  /** Unknown while the connection role cannot be assumed. */
  no_session: Nothing;
  /** The role can be assumed without the external ID, so nothing is read through it. */
  door_open: Nothing;
  /** AWS did not answer the question; `permission` says why. */
  not_asked: Nothing;
  /** The endpoint, an emulator, does not know the call. */
  not_offered: Nothing;
  assumed: { connectionRoleArn: string };
  refused: Nothing;
  /** Emulators hand out sessions whatever the trust policy says. */
  not_enforced: Nothing;
  right_account: { accountId: string };
  same_role: Nothing;
  role_recreated: { storedRoleId: string; currentRoleId: string };
  sts_answers: { region: string };
  sts_disabled_somewhere: { region: string; disabled: string[] };
  rotated: Nothing;
  rotation_pending: Nothing;
  source_identity_sent: { sourceIdentity: string };
  source_identity_not_allowed: { sourceIdentity: string };
  trusts_nobody_else: Nothing;
  trusts_others: { parties: string[] };
  trust_untold: Nothing;
  protected: Nothing;
  /** `document`: the inline policy as JSON text, where it has the name the set-up documents give it. */
  can_change_itself: { actions: string[]; document?: string };
  protection_untold: Nothing;
  allowed: { why: string };
  /** Tried with a harmless read, as the simulator could not be asked. */
  tried: { why: string };
  not_testable: { why: string; because: Untestable };
  /** AWS's simulator says that an organization's policy denies it; it is not told all that a real call says. */
  scp_may_block: { why: string };
  depends_on_conditions: { why: string; conditionKeys: string[] };
  /** Missing, and needed only since a later version of Rolecall. */
  newly_needed: { why: string };
  /** Missing, and optional: it makes checks faster. */
  opted_in_but_denied: { why: string };
  policy_current: Nothing;
  policy_outdated: Nothing;
  policy_unreadable: Nothing;
  quotas_free: { policiesPerRole?: number; needed: number; profilesFree?: number };
  too_few_policies_per_role: { policiesPerRole: number; needed: number };
  few_profiles_left: { profilesFree: number; quota: number };
  quotas_unreadable: Nothing;
};

export type Finding = {
  [F in keyof FindingFacts]: { finding: F; facts: FindingFacts[F] };
}[keyof FindingFacts];

/** A check as stored in the account's row. A failed check has a failure in place of a finding. */
export type StoredCheck = { name: CheckName } & (
  | ({ status: Exclude<CheckStatus, "failed"> } & Finding)
  | { status: "failed"; failure: Failure }
);

/** Splits a check's name into its kind and its subject: `permission`, `iam:GetRole`. */
export function partsOf(name: CheckName): { kind: CheckKind; of: string } {
  const [kind, ...rest] = name.split(":");
  return { kind: kind as CheckKind, of: rest.join(":") };
}
