/** The connection role's ARN, from what somebody gave: a name, or an ARN that must be of the account itself. */
import type { Partition } from "#lib/aws/partition.ts";
import { invalidField } from "#lib/errors.ts";
import { parseRoleArn, roleArnOf } from "#lib/role-arn/role-arn.ts";
import { DEFAULT_CONNECTION_ROLE } from "#lib/setup-documents/setup.ts";

type Account = { accountId: string; partition: Partition };

export function connectionRoleNamed(account: Account, name = DEFAULT_CONNECTION_ROLE): string {
  return roleArnOf({ ...account, name }).arn;
}

/** @throws Refusal `invalid` on `connectionRoleArn`: what it is instead of a role ARN, or whose it is */
export function connectionRoleOf({ accountId, partition }: Account, typed: string): string {
  const parsed = parseRoleArn(typed);
  const path = "connectionRoleArn";
  if (!parsed.ok) {
    throw invalidField(path, parsed.reason, parsed.detail, parsed.meant && { meant: parsed.meant });
  }
  const { roleArn } = parsed;
  if (roleArn.partition !== partition) {
    const detail = `The role is in the partition ${roleArn.partition}, the account is connected in ${partition}. Check the beginning of the ARN.`;
    throw invalidField(path, "partition_mismatch", detail);
  }
  if (roleArn.accountId !== accountId) {
    const detail = `The role is in account ${roleArn.accountId}, this connection is of account ${accountId}. Give a role of account ${accountId}, or connect account ${roleArn.accountId} in its own right.`;
    throw invalidField(path, "other_account", detail);
  }
  return roleArn.arn;
}
