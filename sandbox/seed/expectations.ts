/** How a registration that is told apart today can end. */
export const TOLD_APART = [
  "ACTIVE",
  "arn_malformed",
  "arn_wrong_service",
  "arn_region_not_empty",
  "arn_partition_unknown",
  "arn_account_invalid",
  "arn_is_session",
  "arn_is_instance_profile",
  "arn_is_user",
  "arn_is_policy",
  "arn_is_unique_id",
  "arn_is_access_key",
  "arn_is_console_url",
  "arn_service_linked",
  "arn_sso_managed",
  "account_not_connected",
  "partition_mismatch",
  "already_registered",
  "assume_denied",
  "role_not_found",
  "role_arn_mismatch",
  "trust_no_ec2",
  "trust_denied",
  "attach_denied",
  "policy_quota_exceeded",
  "required_policy_missing",
  "profile_denied",
  "permissions_boundary_blocks",
  "scp_blocks",
  "aws_throttled",
  "unexpected",
] as const;

/** States that are seeded for reasons of the catalogue that a registration need not tell apart yet; `--all` prints them. */
export const TO_COME = [
  "external_id_not_required",
  "role_read_denied",
  "trust_conditional",
  "pass_role_denied",
  "profile_quota_exceeded",
  "profile_name_taken",
  "explicit_deny_blocks",
] as const;

export type Expectation = (typeof TOLD_APART)[number] | (typeof TO_COME)[number];

export const isToldApart = (expectation: Expectation) =>
  (TOLD_APART as readonly Expectation[]).includes(expectation);
