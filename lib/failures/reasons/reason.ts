/** The types of the catalogue's entries. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { RoleScope } from "#lib/setup-documents/setup.ts";
import type { AwsRefusal, FailureFacts, FailureReason } from "../failure.ts";
import type { Fix } from "../fixes/fix.ts";

/** Who has to act. `role_owner`: whoever may change the role in AWS; `operator`: whoever runs Rolecall. */
export type Actor = "you" | "role_owner" | "org_admin" | "operator" | "nobody";

/**
 * Whether a retry helps. `wait`: it passes by itself; `fix`: after a change; `ours`: after the operator of Rolecall has
 * acted; `never`: not with this ARN.
 */
export type RetryClass = "wait" | "fix" | "ours" | "never";

/** The account a failure is about, how Rolecall reaches it, and which of its roles Rolecall may prepare. */
export type Connection = RoleScope & {
  accountId: string;
  partition: Partition;
  connectionRoleArn: string;
  externalId: string;
  /** Other external IDs of this connection that its trust policy may still require. */
  earlierExternalIds?: string[];
  /** The principal that the connection role trusts; null until a worker has reported it. */
  platformPrincipalArn: string | null;
  accountAlias?: string;
  /** Instance profiles are made by others in this account. */
  neverMakeProfiles?: boolean;
};

/** Only the names are needed for texts; documents and actions are needed for fixes. */
export type SubjectPolicy = Pick<RequiredPolicy, "name" | "arn"> & Partial<RequiredPolicy>;

/** The subject of an AWS account's failure. */
export type AccountSubject = {
  connection: Connection;
  requiredPolicies: SubjectPolicy[];
  awsRequestId?: string;
};

/** The subject of an instance role's failure. */
export type FailureSubject = AccountSubject & { roleArn: RoleArn };

export type ReasonContext<R extends FailureReason, S extends AccountSubject = FailureSubject> = S & {
  facts: FailureFacts[R];
  aws?: AwsRefusal;
};

/** One reason: its text, who has to act, whether a retry can help, and the fixes. */
export type ReasonEntry<R extends FailureReason, S extends AccountSubject = FailureSubject> = {
  /** A short phrase without a full stop, also for the list. */
  title: string;
  actor: Actor | ((context: ReasonContext<R, S>) => Actor);
  retry: RetryClass;
  /** The situation in one to three sentences. */
  detail: (context: ReasonContext<R, S>) => string;
  fixes: (context: ReasonContext<R, S>) => Fix[];
};

/** All reasons of one step. */
export type Reasons<R extends FailureReason, S extends AccountSubject = FailureSubject> = {
  [K in R]: ReasonEntry<K, S>;
};
