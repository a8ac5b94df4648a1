/** Parses a typed ARN and finds the connected account of the role, or refuses the field. */
import { type AwsAccountRow, findAccountsByNumber } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { invalidField } from "#lib/errors.ts";
import { parseRoleArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import { describeRequestReason } from "./request-reasons.ts";

/**
 * Parses what was typed.
 * @throws Refusal `invalid` on `roleArn`: the code is the reason, `meant` suggests a correction
 */
export function meantRoleArn(typed: string): RoleArn {
  const parsed = parseRoleArn(typed);
  if (parsed.ok) return parsed.roleArn;
  const { reason, detail, meant } = parsed;
  throw invalidField("roleArn", reason, detail, meant && { meant });
}

/**
 * Finds the connected account of the role.
 * @throws Refusal `invalid` on `roleArn`: `account_not_connected` or `partition_mismatch`
 */
export async function accountFor(tx: Tx, workspaceId: string, roleArn: RoleArn): Promise<AwsAccountRow> {
  return accountAmong(await findAccountsByNumber(tx, workspaceId, roleArn.accountId), roleArn);
}

type Account = Pick<AwsAccountRow, "id" | "accountId" | "partition" | "status">;

/**
 * The same among accounts already read.
 * @throws as `accountFor`
 */
export function accountAmong<A extends Account>(connected: A[], { accountId, partition }: RoleArn): A {
  const accounts = connected.filter((each) => each.accountId === accountId);
  const account = accounts.find((each) => each.partition === partition);
  // A FAILED account is accepted: the registration reports what is wrong, or that it has been fixed.
  if (account && account.status !== "PENDING") return account;
  const elsewhere = accounts.find((each) => each.partition !== partition);
  if (!account && elsewhere) {
    const facts = { accountId, given: partition, connected: elsewhere.partition };
    const { detail } = describeRequestReason("partition_mismatch", facts);
    throw invalidField("roleArn", "partition_mismatch", detail);
  }
  throw invalidField("roleArn", "account_not_connected", notConnected(accountId, account), {
    awsAccount: { accountId, partition, ...(account && { id: account.id, status: account.status }) },
  });
}

function notConnected(accountId: string, account: Account | undefined): string {
  if (!account) return describeRequestReason("account_not_connected", { accountId }).detail;
  return `The connection of account ${accountId} is not finished. Finish it first.`;
}
