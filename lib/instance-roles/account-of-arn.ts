/** From an ARN as typed to the role ARN and the connected account it is in, or the refusal on its field. */
import { type AwsAccountRow, findAccountsByNumber } from "#lib/aws-accounts/store.ts";
import type { Tx } from "#lib/db/client.ts";
import { invalidField } from "#lib/errors.ts";
import { parseRoleArn, type RoleArn } from "#lib/role-arn/role-arn.ts";
import { describeRequestReason } from "./request-reasons.ts";

/** @throws Refusal `invalid` on `roleArn`: the code is the reason, `meant` in the document what was probably meant */
export function meantRoleArn(typed: string): RoleArn {
  const parsed = parseRoleArn(typed);
  if (parsed.ok) return parsed.roleArn;
  const { reason, detail, meant } = parsed;
  throw invalidField("roleArn", reason, detail, meant && { meant });
}

/** @throws Refusal `invalid` on `roleArn`: `account_not_connected` or `partition_mismatch` */
export async function accountFor(tx: Tx, workspaceId: string, roleArn: RoleArn): Promise<AwsAccountRow> {
  return accountAmong(await findAccountsByNumber(tx, workspaceId, roleArn.accountId), roleArn);
}

type Account = Pick<AwsAccountRow, "id" | "accountId" | "partition" | "status">;

/** The same among accounts that are at hand. @throws as `accountFor` */
export function accountAmong<A extends Account>(connected: A[], { accountId, partition }: RoleArn): A {
  const accounts = connected.filter((each) => each.accountId === accountId);
  const account = accounts.find((each) => each.partition === partition);
  // A failed account is asked all the same: the registration says what is wrong with it, or that it is mended.
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
