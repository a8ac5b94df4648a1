/** Why a text that was typed is not the ARN of a role that can be registered (422 on the field; not stored). Browser-safe. */
export const ARN_REASONS = [
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
] as const;
export type ArnReason = (typeof ARN_REASONS)[number];
