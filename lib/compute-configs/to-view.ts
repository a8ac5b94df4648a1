import { appliedRole } from "./applied-role.ts";
import type { ComputeConfigRow } from "./store.ts";
import type { ComputeConfigView } from "./view.ts";

export function toConfigView(row: ComputeConfigRow): ComputeConfigView {
  const { why, role } = appliedRole(row);
  return {
    id: row.id,
    name: row.name,
    awsAccountId: row.awsAccountId,
    accountId: row.accountId,
    ...(row.accountName && { accountName: row.accountName }),
    region: row.region,
    instanceRoleId: row.instanceRoleId,
    appliedRole: role && { id: role.id, name: role.name, roleArn: role.roleArn, status: role.status },
    why,
    instanceType: row.instanceType,
    tags: row.tags,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  };
}
