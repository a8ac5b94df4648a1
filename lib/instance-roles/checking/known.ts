/** The input of a check: what a registration set up in AWS, and the connection to the account. */
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import type { Acceptance } from "#lib/failures/acceptance.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

export type KnownRole = {
  workspaceId: string;
  roleArn: RoleArn;
  connection: Connection;
  /** AROA… of the role at its last registration. */
  roleId: string | null;
  /** A finding that an admin accepted. */
  acceptance: Acceptance | null;
  instanceProfileArn: string | null;
  /** ARNs of the required policies that were on the role when it became Active. */
  policyArns: string[];
  /** When the role was last found unchanged. */
  lastVerifiedAt: Date | null;
};
