/** A registered role as a check needs it: what a registration set up, and how the account is reached. */
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import type { Acceptance } from "#lib/failures/acceptance.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";

export type KnownRole = {
  workspaceId: string;
  roleArn: RoleArn;
  connection: Connection;
  /** AROA… as the last registration found it. */
  roleId: string | null;
  /** A finding that an admin let stand. */
  acceptance: Acceptance | null;
  instanceProfileArn: string | null;
  /** ARNs of the required policies that were on the role when it became Active. */
  policyArns: string[];
  /** When it was last found right. */
  lastVerifiedAt: Date | null;
};
