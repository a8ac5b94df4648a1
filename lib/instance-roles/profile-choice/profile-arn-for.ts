import { invalidField } from "#lib/errors.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

const PROFILE_ARN =
  /^arn:(?<partition>aws[a-z-]*):iam::(?<accountId>\d{12}):instance-profile\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,128}$/;

/**
 * Returns the ARN of an instance profile that could hold the role; whether it does, a registration sees in AWS.
 * @throws Refusal `invalid` on `instanceProfileArn`
 */
export function profileArnFor({ partition, accountId }: RoleArn, given: string): string {
  const parts = PROFILE_ARN.exec(given)?.groups;
  if (!parts) {
    throw invalid(
      "profile_arn_malformed",
      `Give an ARN such as arn:${partition}:iam::${accountId}:instance-profile/nodes.`,
    );
  }
  if (parts.partition === partition && parts.accountId === accountId) return given;
  throw invalid(
    "other_account",
    `An instance profile holds roles of its own account only: give one of account ${accountId} in ${partition}.`,
  );
}

const invalid = (code: string, detail: string) => invalidField("instanceProfileArn", code, detail);
