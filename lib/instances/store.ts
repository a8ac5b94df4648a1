/** Instance roles as far as EC2 instances need them. */
import type { Tx } from "#lib/db/client.ts";

export type RoleOfProfile = {
  id: string;
  name: string;
  roleArn: string;
  instanceProfileArn: string | null;
};

/** The workspace's roles in these instance profiles. */
export function findRolesByProfile(tx: Tx, workspaceId: string, arns: string[]): Promise<RoleOfProfile[]> {
  return tx.instanceRole.findMany({
    where: { workspaceId, instanceProfileArn: { in: arns } },
    select: { id: true, name: true, roleArn: true, instanceProfileArn: true },
  });
}

/** A role as far as attaching it is judged; null where the workspace has none of this id. */
export function findTarget(tx: Tx, workspaceId: string, id: string) {
  return tx.instanceRole.findFirst({
    where: { workspaceId, id },
    select: {
      id: true,
      name: true,
      status: true,
      awsAccountId: true,
      roleArn: true,
      instanceProfileArn: true,
    },
  });
}
