import { isPartition } from "#lib/aws/partition.ts";
import { setupOf } from "#lib/aws-accounts/account-setup.ts";
import type { Connection } from "#lib/aws-accounts/connection/connection.ts";
import type { AwsAccountRow } from "#lib/aws-accounts/store.ts";

/**
 * Returns the connection to an account.
 * @throws Error where its partition is unknown
 */
export function connectionOf(account: AwsAccountRow): Connection {
  const { id, partition, accountId, connectionRoleArn, connectionRoleId } = account;
  if (!isPartition(partition)) throw new Error(`account ${id} is in no known partition`);
  const { externalId, pendingExternalId, retiredExternalId, sourceIdentity, checkedAt } = account;
  const { regions = [], neverMakeProfiles = false, tags = {} } = setupOf(account.setup);
  return {
    id,
    partition,
    accountId,
    connectionRoleArn,
    connectionRoleId,
    externalId,
    pendingExternalId,
    retiredExternalId,
    sourceIdentity,
    regions,
    neverMakeProfiles,
    tags,
    isProven: checkedAt !== null && account.status === "CONNECTED",
  };
}
