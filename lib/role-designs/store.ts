/** Reads registered roles to compare a design with. */
import type { Tx } from "#lib/db/client.ts";

/**
 * ARNs of registered roles in the account with the same name ignoring case: names are unique in an account, whatever
 * the path.
 */
export async function findNamesakes(
  tx: Tx,
  { workspaceId, accountId, roleName }: { workspaceId: string; accountId: string; roleName: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ arn: string }[]>`
    SELECT r.role_arn AS arn
    FROM instance_role r JOIN aws_account a ON a.workspace_id = r.workspace_id AND a.id = r.aws_account_id
    WHERE r.workspace_id = ${workspaceId}::uuid AND a.account_id = ${accountId}
      AND lower(regexp_replace(r.role_arn, '^.*/', '')) = lower(${roleName})
    LIMIT 2`;
  return rows.map(({ arn }) => arn);
}
