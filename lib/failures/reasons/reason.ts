/** What every reason of the catalogue says. Browser-safe. */
import type { Partition } from "#lib/aws/partition.ts";
import type { RequiredPolicy } from "#lib/platform-policies/required-policy.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { RoleScope } from "#lib/setup-documents/setup.ts";
import type { AwsRefusal, FailureFacts, FailureReason } from "../failure.ts";
import type { Fix } from "../fixes/fix.ts";

/** Who can end a failure. `role_owner`: whoever may change the role in AWS; `operator`: whoever runs Rolecall. */
export type Actor = "you" | "role_owner" | "org_admin" | "operator" | "nobody";

/**
 * `wait`: passes by itself; `fix`: once something is changed; `ours`: the operator of Rolecall has to act;
 * `never`: trying again with this ARN cannot help.
 */
export type RetryClass = "wait" | "fix" | "ours" | "never";

/** The account a failure is about, how Rolecall reaches it, and which of its roles Rolecall may prepare. */
export type Connection = RoleScope & {
  accountId: string;
  partition: Partition;
  connectionRoleArn: string;
  externalId: string;
  /** Others of this connection that its trust policy may still ask for. */
  earlierExternalIds?: string[];
  /** Whom the connection role trusts; null before any worker has found out who it is. */
  platformPrincipalArn: string | null;
  accountAlias?: string;
  /** Instance profiles are made by others in this account. */
  neverMakeProfiles?: boolean;
};

/** Only the names are needed for the words; documents and actions make the fixes whole. */
export type SubjectPolicy = Pick<RequiredPolicy, "name" | "arn"> & Partial<RequiredPolicy>;

/** What an AWS account's failure is about. */
export type AccountSubject = {
  connection: Connection;
  requiredPolicies: SubjectPolicy[];
  awsRequestId?: string;
};

/** What an instance role's failure is about. */
export type FailureSubject = AccountSubject & { roleArn: RoleArn };

export type ReasonContext<R extends FailureReason, S extends AccountSubject = FailureSubject> = S & {
  facts: FailureFacts[R];
  aws?: AwsRefusal;
};

/** One reason: its words, who can end it, whether trying again can help, and what to do. */
export type ReasonEntry<R extends FailureReason, S extends AccountSubject = FailureSubject> = {
  /** Half a line, without a full stop; it stands in the list as well. */
  title: string;
  actor: Actor | ((context: ReasonContext<R, S>) => Actor);
  retry: RetryClass;
  /** What is, in one to three sentences. */
  detail: (context: ReasonContext<R, S>) => string;
  fixes: (context: ReasonContext<R, S>) => Fix[];
};

/** The reasons of one step, each there. */
export type Reasons<R extends FailureReason, S extends AccountSubject = FailureSubject> = {
  [K in R]: ReasonEntry<K, S>;
};
