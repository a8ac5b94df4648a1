/**
 * A failure as stored: the reason's code, the facts its text is rendered from, the step, and AWS's answer. Never text,
 * credentials or an encoded authorization message. Browser-safe.
 */
import type { PolicyLayer } from "#lib/aws/denial.ts";
import type { LeftAlone } from "./left-alone.ts";
import type { Step } from "./step.ts";

export type { PolicyLayer };

export type AwsRefusal = {
  /** Such as `iam:AttachRolePolicy`. */
  action: string;
  /** The wire code, such as `AccessDenied`. */
  code: string;
  requestId?: string;
  policyLayer?: PolicyLayer;
  /** The policy AWS named in the denial. */
  policyArn?: string;
  /** An explicit Deny, so that an Allow would not help. */
  explicit?: boolean;
};

type Nothing = Record<string, never>;

/** One denied call: the action as AWS names it and on what. */
type Denied = { action: string; resource?: string };

/** Simulated actions that the layer denies. `policies`: the required policies they belong to. */
type Lost = {
  actions: string[];
  policies: string[];
  boundaryArn?: string;
  /** The boundary's text as JSON, where it could be read. */
  boundaryDocument?: string;
  /** The actions that a Deny in the boundary covers: allowing them there changes nothing. */
  forbidden?: string[];
  /**
   * The role's own policies that contain the Deny, where they could be read; `document` is JSON text, `arn` set if
   * managed.
   */
  deniedBy?: { name: string; arn?: string; document?: string }[];
};

/** The facts of each reason; the texts are in failure-reasons.ts. */
export type FailureFacts = {
  // connect
  assume_denied: { connectionRoleArn: string };
  external_id_mismatch: { connectionRoleArn: string };
  external_id_not_required: { connectionRoleArn: string; attempt: "without" | "wrong" };
  connection_wrong_account: { expectedAccountId: string; actualAccountId: string };
  connection_role_recreated: { connectionRoleArn: string; storedRoleId: string; currentRoleId: string };
  sts_region_disabled: { regions: string[] };
  connection_missing_permission: { denied: Denied[] };
  platform_credentials: { code: string };
  aws_throttled: { service: "iam" | "sts" | "ec2"; action: string; waitedMs: number };
  aws_unavailable: { service: "iam" | "sts" | "ec2"; action: string; waitedMs: number };
  // find_role
  role_not_found: Nothing;
  role_arn_mismatch: { actualArn: string };
  role_read_denied: { denied: Denied[] };
  role_recreated: { storedRoleId: string; currentRoleId: string };
  role_not_modifiable: Nothing;
  // check_trust: `trustPolicy` is the document as JSON text, as AWS holds it
  trust_no_ec2: { trustPolicy: string; trusts: string[] };
  trust_denied: { trustPolicy: string; statements: number[] };
  trust_conditional: { trustPolicy: string; statements: number[]; conditionKeys: string[] };
  trust_unreadable: { trustPolicy: string };
  // attach_policies
  attach_denied: Denied & { policyArn: string };
  policy_quota_exceeded: {
    attached: number;
    /** Absent where neither AWS's summary nor its refusal gave it. */
    quota?: number;
    needed: number;
    /** How many of these AWS attached before it refused one. */
    fitted?: number;
    attachedPolicyArns: string[];
  };
  required_policy_missing: { policyArn: string };
  policy_not_attachable: { policyArn: string };
  policy_changed_under_us: { policyArn?: string; profileName?: string };
  // ensure_profile
  /** `tag`: the key of a tag that AWS's refusal names. */
  profile_denied: Denied & { profileName: string; tag?: string };
  pass_role_denied: Denied & { profileName: string };
  profile_quota_exceeded: { quota?: number };
  /** `profileArns`: those that hold the role. Without a choice: none does, and the account's settings say to make none. */
  profile_missing: { profileArns: string[]; chosenProfileArn?: string };
  profile_name_taken: { profileName: string; heldRoleArn?: string };
  profile_not_visible_yet: { profileName: string; waitedMs: number };
  // verify
  permissions_boundary_blocks: Lost;
  scp_blocks: Lost;
  explicit_deny_blocks: Lost;
  propagation_timeout: { what: string[]; waitedMs: number };
  // when an Active role is checked again
  role_deleted: Nothing;
  policy_detached: { policyArns: string[] };
  profile_removed: { profileArn: string };
  profile_holds_other_role: { profileArn: string; heldRoleArn?: string };
  trust_changed: { trustPolicy: string };
  boundary_changed: Lost;
  /** `actions`: actions of the required policy that its default version no longer allows. */
  policy_version_changed: { policyArn: string; versionId: string; actions: string[] };
  // removal
  undo_denied: { denied: Denied[]; remaining: UndoItem[] };
  /** `isMadeByRolecall`: the removal would delete the profile; otherwise the role in it would lose permissions. */
  profile_in_use: {
    profileArn: string;
    instanceIds: string[];
    instances?: { id: string; region: string }[];
    isMadeByRolecall?: boolean;
  };
  unexpected: { code?: string; action?: string };
};

/** What Rolecall added in AWS and a removal undoes. */
export type UndoItem =
  | { kind: "policy"; policyArn: string }
  | { kind: "profile"; profileName: string; profileArn: string }
  | { kind: "role_in_profile"; profileName: string; profileArn: string };

export type FailureReason = keyof FailureFacts;

/** A failure as it is stored with an instance role, a registration or an AWS account. */
export type Failure<R extends FailureReason = FailureReason> = {
  [K in R]: { reason: K; facts: FailureFacts[K]; step: Step; aws?: AwsRefusal };
}[R];

/** A warning beside a status: it does not stop the role from working. */
export type Warning =
  /** `failed`: AWS could not answer; `aws`: who denied it, where it was denied. */
  | { code: "simulation_unavailable"; facts: { why: "denied" | "not_offered" | "failed"; aws?: AwsRefusal } }
  /** A policy, a boundary or an organization denies actions under conditions that only a machine's request can show. */
  | { code: "limits_conditional"; facts: { actions: string[]; conditionKeys: string[] } }
  /**
   * AWS's simulator reports that an organization's policy denies them; it does not know a request's every condition
   * key.
   */
  | { code: "scp_may_block"; facts: { actions: string[] } }
  /** A Region in use in which actions are denied that are allowed in another. */
  | { code: "denied_in_region"; facts: { region: string; actions: string[] } }
  /** The same ARN with another role id than in the run before. */
  | { code: "role_recreated"; facts: { storedRoleId: string; currentRoleId: string } }
  /** An admin accepted a finding; `since` is ISO 8601. */
  | { code: "accepted"; facts: { reason: FailureReason; because: string; by: string; since: string } }
  | { code: "trust_conditional"; facts: { conditionKeys: string[] } }
  | { code: "trust_open_to_everyone"; facts: Nothing }
  | { code: "trust_names_deleted_principal"; facts: { principals: string[] } }
  | { code: "profile_holds_other_name"; facts: { profileName: string } }
  /** `profileName`: the one that is used. */
  | { code: "several_profiles"; facts: { profileName: string; profileArns: string[] } }
  /** A failed run could not undo what it had added. */
  | { code: "undo_incomplete"; facts: { denied: Denied[]; remaining: UndoItem[] } }
  /** A failed run left what is not, or no longer, Rolecall's. */
  | { code: "left_alone"; facts: { left: LeftAlone[] } }
  | { code: "connection_role_recreated"; facts: { storedRoleId: string; currentRoleId: string } };
