/** One failure of every reason, for tests. */
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import { roleArnFrom } from "#lib/role-arn/role-arn.ts";
import type { FailureFacts } from "../failure.ts";
import type { FailureSubject } from "./reason.ts";

const ACCOUNT = { accountId: "123456789012", partition: "aws" } as const;
/** The role, account and connection of the examples. */
export const SUBJECT: FailureSubject = {
  roleArn: roleArnFrom("arn:aws:iam::123456789012:role/team/reporting"),
  connection: {
    ...ACCOUNT,
    accountAlias: "production",
    connectionRoleArn: "arn:aws:iam::123456789012:role/rolecall-connection",
    externalId: "rc-0f8c",
    platformPrincipalArn: "arn:aws:iam::999999999999:role/rolecall",
  },
  requiredPolicies: requiredPoliciesFor(ACCOUNT),
};

const LAMBDA = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const DENIED = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" },
    EC2,
    { Effect: "Deny", Principal: { Service: "ec2.amazonaws.com" }, Action: "*" },
  ],
});
const CONDITIONAL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ ...EC2, Condition: { StringEquals: { "sts:ExternalId": "x" } } }],
});
const PROFILE = "arn:aws:iam::123456789012:instance-profile/rolecall/reporting";
export const NODE = "arn:aws:iam::123456789012:policy/rolecall-node";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const LOST = { actions: ["ssm:UpdateInstanceInformation", "logs:PutLogEvents"], policies: ["rolecall-node"] };

/** Facts of every reason, as a run would find them. */
export const FACTS: FailureFacts = {
  assume_denied: { connectionRoleArn: SUBJECT.connection.connectionRoleArn },
  external_id_mismatch: { connectionRoleArn: SUBJECT.connection.connectionRoleArn },
  external_id_not_required: { connectionRoleArn: SUBJECT.connection.connectionRoleArn, attempt: "without" },
  connection_wrong_account: { expectedAccountId: "123456789012", actualAccountId: "210987654321" },
  connection_role_recreated: {
    connectionRoleArn: SUBJECT.connection.connectionRoleArn,
    storedRoleId: "AROAOLD",
    currentRoleId: "AROANEW",
  },
  sts_region_disabled: { regions: ["eu-south-1", "af-south-1"] },
  connection_missing_permission: {
    denied: [
      { action: "iam:GetRole", resource: "arn:aws:iam::123456789012:role/x" },
      { action: "iam:GetAccountSummary" },
    ],
  },
  platform_credentials: { code: "ExpiredToken" },
  aws_throttled: { service: "iam", action: "iam:GetRole", waitedMs: 61_000 },
  aws_unavailable: { service: "sts", action: "AssumeRole", waitedMs: 1000 },
  role_not_found: {},
  role_arn_mismatch: { actualArn: "arn:aws:iam::123456789012:role/other/reporting" },
  role_read_denied: { denied: [{ action: "iam:GetRole", resource: "role reporting" }] },
  role_recreated: { storedRoleId: "AROAOLD", currentRoleId: "AROANEW" },
  role_not_modifiable: {},
  trust_no_ec2: { trustPolicy: LAMBDA, trusts: ["lambda.amazonaws.com"] },
  trust_denied: { trustPolicy: DENIED, statements: [0, 2] },
  trust_conditional: { trustPolicy: CONDITIONAL, statements: [0], conditionKeys: ["sts:ExternalId"] },
  trust_unreadable: { trustPolicy: "{" },
  attach_denied: { action: "iam:AttachRolePolicy", resource: "role reporting", policyArn: SSM },
  policy_quota_exceeded: {
    attached: 9,
    quota: 10,
    needed: 3,
    attachedPolicyArns: [
      SSM,
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "arn:aws:iam::123456789012:policy/a",
      "arn:aws:iam::123456789012:policy/b",
    ],
  },
  required_policy_missing: { policyArn: NODE },
  policy_not_attachable: { policyArn: SSM },
  policy_changed_under_us: { policyArn: SSM },
  profile_denied: { action: "iam:CreateInstanceProfile", profileName: "reporting" },
  pass_role_denied: { action: "iam:PassRole", profileName: "reporting" },
  profile_quota_exceeded: { quota: 1000 },
  profile_missing: { profileArns: [] },
  profile_name_taken: { profileName: "reporting", heldRoleArn: "arn:aws:iam::123456789012:role/etl" },
  profile_not_visible_yet: { profileName: "reporting", waitedMs: 120_000 },
  permissions_boundary_blocks: { ...LOST, boundaryArn: "arn:aws:iam::123456789012:policy/edge" },
  scp_blocks: LOST,
  explicit_deny_blocks: LOST,
  propagation_timeout: { what: ["the policy rolecall-node"], waitedMs: 120_000 },
  role_deleted: {},
  policy_detached: { policyArns: [SSM, NODE] },
  profile_removed: { profileArn: PROFILE },
  profile_holds_other_role: { profileArn: PROFILE, heldRoleArn: "arn:aws:iam::123456789012:role/etl" },
  trust_changed: { trustPolicy: LAMBDA },
  boundary_changed: { ...LOST, boundaryArn: "arn:aws:iam::123456789012:policy/edge" },
  policy_version_changed: { policyArn: NODE, versionId: "v4", actions: ["ec2:DescribeTags"] },
  undo_denied: {
    denied: [{ action: "iam:DetachRolePolicy" }],
    remaining: [
      { kind: "policy", policyArn: NODE },
      { kind: "profile", profileName: "reporting", profileArn: PROFILE },
      { kind: "role_in_profile", profileName: "reporting", profileArn: PROFILE },
    ],
  },
  profile_in_use: { profileArn: PROFILE, instanceIds: ["i-0abc"] },
  unexpected: { code: "Surprise", action: "iam:GetRole" },
};
