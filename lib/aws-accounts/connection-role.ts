/** Builds the connection role's ARN from a name, or validates a given ARN. */
import type { Partition } from "#lib/aws/partition.ts";
import { invalidField } from "#lib/errors.ts";
import { parseRoleArn, roleArnFrom, roleArnOf } from "#lib/role-arn/role-arn.ts";
import {
  CONNECTION_PATH,
  DEFAULT_CONNECTION_ROLE,
  isInScope,
  type RoleScope,
} from "#lib/setup-documents/setup.ts";

type Account = { accountId: string; partition: Partition };

export function connectionRoleNamed(account: Account, name = DEFAULT_CONNECTION_ROLE): string {
  return roleArnOf({ ...account, path: CONNECTION_PATH, name }).arn;
}

/**
 * Refuses a scope that includes the connection role itself.
 * @throws Refusal `invalid` on `rolePath` or `rolePrefix`
 */
export function refuseInScope(connectionRoleArn: string, scope: RoleScope): void {
  const { path, name } = roleArnFrom(connectionRoleArn);
  if (!isInScope({ path, name }, scope)) return;
  const { rolePath = "/", rolePrefix = "" } = scope;
  const detail = `${rolePath}${rolePrefix}* would include the connection role itself, which is ${path}${name}. Choose a prefix or path that leaves it out.`;
  throw invalidField(scope.rolePrefix ? "rolePrefix" : "rolePath", "scope_includes_connection_role", detail);
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
