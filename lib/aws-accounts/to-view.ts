/** What leaves the server of an AWS account, listed by hand. */
import { isPartition } from "#lib/aws/partition.ts";
import type { Failure } from "#lib/instance-roles/failure.ts";
import { describeAccountFailure, isAccountReason } from "#lib/instance-roles/failure-reasons.ts";
import { requiredPolicySet } from "#lib/platform-policies/load.ts";
import { requiredPoliciesFor } from "#lib/platform-policies/required-policies.ts";
import type { AwsAccountRow } from "./store.ts";
import type { AwsAccountView } from "./view.ts";

type Check = AwsAccountView["checks"][number];

export function toAccountView(row: AwsAccountRow, platformPrincipalArn: string | null): AwsAccountView {
  const failure = failureView(row, platformPrincipalArn);
  return {
    id: row.id,
    accountId: row.accountId,
    partition: row.partition,
    ...(row.name && { name: row.name }),
    ...(row.alias && { alias: row.alias }),
    connectionRoleArn: row.connectionRoleArn,
    externalId: row.externalId,
    ...(platformPrincipalArn && { platformPrincipalArn }),
    status: row.status,
    ...(failure && { failure }),
    checks: (row.checks as Check[]).map(({ name, status, detail }) => ({ name, status, detail })),
    ...(row.checkedAt && { checkedAt: row.checkedAt.toISOString() }),
  };
}

function failureView(row: AwsAccountRow, platformPrincipalArn: string | null) {
  const failure = row.failure as Failure | null;
  if (!failure || !isAccountReason(failure.reason) || !isPartition(row.partition)) return null;
  const { accountId, partition, connectionRoleArn, externalId } = row;
  return describeAccountFailure(failure as Parameters<typeof describeAccountFailure>[0], {
    connection: {
      accountId,
      partition,
      connectionRoleArn,
      externalId,
      platformPrincipalArn: platformPrincipalArn ?? "unknown",
      ...(row.alias && { accountAlias: row.alias }),
    },
    requiredPolicies: requiredPoliciesFor({ accountId, partition }, requiredPolicySet()),
  });
}
