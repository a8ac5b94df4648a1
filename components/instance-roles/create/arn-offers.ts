import { isPartition } from "#lib/aws/partition.ts";
import { type ParsedRoleArn, roleArnOf } from "#lib/role-arn/role-arn.ts";

export type ConnectedAccount = { accountId: string; partition: string; name?: string | undefined };

const MOST_OFFERS = 3;

/** The ARN that was meant, or, for a role's bare name, that name in each connected account. */
export function offers(
  { reason, meant }: ParsedRoleArn & { ok: false },
  accounts: ConnectedAccount[],
): string[] {
  if (meant?.roleArn) return [meant.roleArn];
  const { roleName, accountId } = meant ?? {};
  if (reason !== "arn_malformed" || !roleName) return [];
  return accounts
    .filter((account) => !accountId || account.accountId === accountId)
    .slice(0, MOST_OFFERS)
    .flatMap(({ accountId: inAccount, partition }) =>
      isPartition(partition) ? [roleArnOf({ partition, accountId: inAccount, name: roleName }).arn] : [],
    );
}
