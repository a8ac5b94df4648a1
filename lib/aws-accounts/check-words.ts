/** The texts of account checks: a title for each kind, a sentence for each finding. Browser-safe. */
import { counted } from "#lib/counted.ts";
import { joined } from "#lib/joined.ts";
import { nameInArn } from "#lib/role-arn/role-arn.ts";
import {
  type CheckKind,
  type CheckName,
  type Finding,
  type FindingFacts,
  partsOf,
} from "./checks/finding.ts";

/** `of`: the name of a permission or policy. */
const TITLES: Record<CheckKind, (of: string) => string> = {
  assume: () => "Rolecall can use the connection role",
  refused_without_external_id: () => "Nobody gets in without the external ID",
  refused_with_wrong_external_id: () => "Nobody gets in with another external ID",
  right_account: () => "It is the account that was meant",
  same_role: () => "It is the connection role of the last check",
  sts_region: () => "AWS STS answers",
  external_id_rotation: () => "The new external ID is in use",
  source_identity: () => "CloudTrail shows which workspace calls are for",
  trusts_only_rolecall: () => "The connection role trusts Rolecall and nobody else",
  cannot_change_itself: () => "The connection role cannot change itself",
  required_policy: (name) => `${name} is there and up to date`,
  quotas: () => "There is room for what Rolecall adds",
  permission: (action) => action || "AWS says what the connection role may do",
};

export function titleOf(name: CheckName): string {
  const { kind, of } = partsOf(name);
  return TITLES[kind](of);
}

const SENTENCES: { [F in keyof FindingFacts]: (facts: FindingFacts[F]) => string } = {
  pending: () => "Not looked at yet.",
  fresh_trust: () =>
    "Waiting for AWS to accept the connection, in case the role was made or changed just now.",
  fresh_condition: () => "Got in. Waiting for AWS, in case the external ID was added just now.",
  no_session: () => "Can be told once Rolecall can use the connection role.",
  door_open: () =>
    "Not looked at: the connection role can be used without the external ID, so Rolecall uses no session of it.",
  not_asked: () => "Can be told once AWS answers.",
  not_offered: () => "This emulator does not offer the call. On AWS itself it is checked.",
  assumed: ({ connectionRoleArn }) => `AWS lent Rolecall a session of ${nameInArn(connectionRoleArn)}.`,
  refused: () => "AWS refused the attempt, as it should.",
  not_enforced: () =>
    "Got in. Emulators do not enforce trust policies, so this proves nothing here. On AWS itself it fails the account.",
  right_account: ({ accountId }) => `AWS says that the session is in account ${accountId}.`,
  same_role: () => "The role has not been deleted and made again since.",
  role_recreated: ({ storedRoleId, currentRoleId }) =>
    `The role was deleted and made again: its ID was ${storedRoleId} and is ${currentRoleId}. Check that this was meant, then press Check now.`,
  sts_answers: ({ region }) => `The Region ${region} answered.`,
  sts_disabled_somewhere: ({ region, disabled }) =>
    `STS is switched off in ${joined(disabled)} for this account, so Rolecall asks in ${region}. That works and takes a little longer.`,
  rotated: () => "AWS accepted the new external ID. It is the only one from now on.",
  rotation_pending: () =>
    "AWS does not accept the new external ID yet; the old one still works. Put the new one into the trust policy, then press Check now.",
  source_identity_sent: ({ sourceIdentity }) =>
    `Sessions carry the source identity ${sourceIdentity}, which CloudTrail keeps with each call.`,
  source_identity_not_allowed: ({ sourceIdentity }) =>
    `Sessions go without a source identity, as the trust policy does not allow it. Nothing depends on it; the set-up documents allow ${sourceIdentity}.`,
  trusts_nobody_else: () => "Its trust policy names Rolecall alone.",
  trusts_others: ({ parties }) =>
    `Its trust policy also lets in ${joined(parties)}. Whoever that is can do in this account what Rolecall can. Remove it from the trust policy unless it is meant.`,
  trust_untold: () => "Not tested: Rolecall cannot read the role's trust policy.",
  protected: () => "AWS says that it may not attach a policy to itself, nor hand itself to a machine.",
  can_change_itself: ({ actions }) =>
    `AWS says that it is allowed ${joined(actions)} on itself, with which it could gain rights. Apply the set-up documents again: they deny it.`,
  protection_untold: () => "Not tested: Rolecall may not ask AWS's policy simulator.",
  allowed: ({ why }) => sentence(why),
  tried: ({ why }) => `${sentence(why)} Tried with a harmless read.`,
  not_testable: ({ why, because }) => `${sentence(why)} ${UNTESTED[because]}`,
  scp_may_block: ({ why }) =>
    `${sentence(why)} AWS's simulator says that a service control policy of your organization denies it. The simulator does not know everything a real call says, so it may work all the same. If the organization allows some Regions only, give those in which machines run (Change Regions). If AWS refuses it, ask your organization's administrators to except the connection role.`,
  depends_on_conditions: ({ why, conditionKeys }) =>
    `${sentence(why)} Whether it is allowed depends on conditions in the role's policies (${joined(conditionKeys)}), and only a real call tells.`,
  newly_needed: ({ why }) =>
    `${sentence(why)} Newer than this account's set-up, and lacking. Apply the set-up documents again.`,
  opted_in_but_denied: ({ why }) =>
    `${sentence(why)} It was asked for in the set-up, and is lacking; roles are registered without it. Apply the set-up documents again.`,
  policy_current: () => "It says what Rolecall needs.",
  policy_outdated: () =>
    "It is there, but does not say what Rolecall needs now. Apply the set-up documents again.",
  policy_unreadable: () => "Rolecall may not read it. The lacking permission is told below.",
  quotas_free: ({ policiesPerRole, needed, profilesFree }) =>
    [
      policiesPerRole === undefined
        ? null
        : `A role may carry ${policiesPerRole} managed policies, of which Rolecall attaches up to ${needed}.`,
      profilesFree === undefined ? null : `Room for ${counted(profilesFree, "instance profile")}.`,
    ]
      .filter((part) => part !== null)
      .join(" ") || "AWS does not say which quotas apply.",
  too_few_policies_per_role: ({ policiesPerRole, needed }) =>
    `A role of this account may carry ${counted(policiesPerRole, "managed policy", "managed policies")}, and Rolecall needs ${needed}. Ask AWS for more in Service Quotas (IAM, in us-east-1: L-0DA4ABF3).`,
  few_profiles_left: ({ profilesFree, quota }) =>
    `Room for ${counted(profilesFree, "instance profile")} of ${quota.toLocaleString("en")}. A role without one needs a place; ask AWS for more in Service Quotas (IAM, in us-east-1: L-6E65F664).`,
  quotas_unreadable: () =>
    "Rolecall may not read the account's quotas. The lacking permission is told below.",
};

const UNTESTED = {
  denied: "Not tested: Rolecall may not ask AWS's policy simulator (iam:SimulatePrincipalPolicy).",
  not_offered: "Not tested: this endpoint has no policy simulator.",
} as const;

/** Describes a finding in one or two sentences. */
export function describeFinding({ finding, facts }: Finding): string {
  // TypeScript cannot follow a union through the table.
  return (SENTENCES[finding] as (facts: Finding["facts"]) => string)(facts);
}

/** `finds the role` as a sentence. */
function sentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}
