import type { Partition } from "#lib/aws/partition.ts";
import type { Query } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";

/** The fields of an account that decide whether a role can be registered in it. */
export type ConnectedAccount = {
  id: string;
  accountId: string;
  partition: Partition;
  status: "PENDING" | "CONNECTED" | "FAILED";
};

/** The accounts with these twelve digits, in whatever partition. */
export function findConnected(
  query: Query,
  workspaceId: string,
  accountId: string,
): Promise<ConnectedAccount[]> {
  return query(sql`
    SELECT id::text AS "id", account_id::text AS "accountId", partition, status::text AS "status"
    FROM aws_account WHERE workspace_id = ${workspaceId}::uuid AND account_id = ${accountId}`);
}
