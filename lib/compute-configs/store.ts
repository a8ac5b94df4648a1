/** Compute configs and default roles in Postgres. Every query runs inside the workspace of its transaction. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Partition } from "#lib/aws/partition.ts";
import type { Tx } from "#lib/db/client.ts";
import type { RoleState } from "./applied-role.ts";

export type ComputeConfigRow = {
  id: string;
  name: string;
  region: string;
  instanceRoleId: string | null;
  instanceType: string | null;
  tags: Record<string, string>;
  createdAt: Date;
  createdBy: string;
  awsAccountId: string;
  accountId: string;
  accountName: string | null;
  partition: Partition;
  chosen: RoleState | null;
  byDefault: RoleState | null;
};

const roleColumns = (alias: string) =>
  Prisma.raw(`CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name,
    'roleArn', ${alias}.role_arn, 'instanceProfileArn', ${alias}.instance_profile_arn, 'status', ${alias}.status) END`);

/** Joins the chosen and the default role, so that a page takes one statement. */
const SELECT = Prisma.sql`
  SELECT c.id, c.name, c.region, c.instance_role_id AS "instanceRoleId", c.instance_type AS "instanceType", c.tags,
         c.created_at AS "createdAt", c.created_by AS "createdBy", c.aws_account_id AS "awsAccountId",
         a.account_id AS "accountId", coalesce(a.name, a.alias) AS "accountName", a.partition,
         ${roleColumns("chosen")} AS chosen, ${roleColumns("fallback")} AS "byDefault"
  FROM compute_config c
  JOIN aws_account a ON a.workspace_id = c.workspace_id AND a.id = c.aws_account_id
  LEFT JOIN instance_role chosen ON chosen.workspace_id = c.workspace_id AND chosen.id = c.instance_role_id
  LEFT JOIN default_role d ON d.workspace_id = c.workspace_id AND d.aws_account_id = c.aws_account_id
  LEFT JOIN instance_role fallback ON fallback.workspace_id = d.workspace_id AND fallback.id = d.instance_role_id`;

export async function findComputeConfig(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<ComputeConfigRow | null> {
  const [row] = await tx.$queryRaw<ComputeConfigRow[]>`
    ${SELECT} WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ${id}::uuid`;
  return row ?? null;
}

/** Lists configs newest first; ids are UUIDv7. `before`: an id. */
export function findComputeConfigs(
  tx: Tx,
  workspaceId: string,
  { before, take }: { before: string | undefined; take: number },
): Promise<ComputeConfigRow[]> {
  const place = before ? Prisma.sql`AND c.id < ${before}::uuid` : Prisma.empty;
  return tx.$queryRaw`
    ${SELECT} WHERE c.workspace_id = ${workspaceId}::uuid ${place} ORDER BY c.id DESC LIMIT ${take}`;
}

export async function insertComputeConfig(
  tx: Tx,
  row: Prisma.ComputeConfigUncheckedCreateInput,
): Promise<void> {
  await tx.computeConfig.create({ data: row, select: { id: true } });
}

/**
 * Changes a config.
 * @returns whether it exists
 */
export async function changeComputeConfig(
  tx: Tx,
  workspaceId: string,
  id: string,
  data: Prisma.ComputeConfigUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.computeConfig.updateMany({ where: { workspaceId, id }, data });
  return count > 0;
}

/**
 * Deletes a config.
 * @returns its name, or null where it does not exist
 */
export async function deleteComputeConfig(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const config = await tx.computeConfig.findFirst({ where: { workspaceId, id }, select: { name: true } });
  const { count } = await tx.computeConfig.deleteMany({ where: { workspaceId, id } });
  return count > 0 ? (config?.name ?? null) : null;
}

/** Returns what is needed to validate a choice of a role; null where the workspace has no such role. */
export function findChoosableRole(tx: Tx, workspaceId: string, id: string) {
  return tx.instanceRole.findFirst({
    where: { workspaceId, id },
    select: { id: true, name: true, status: true, awsAccountId: true },
  });
}

export async function setDefaultRole(
  tx: Tx,
  workspaceId: string,
  { awsAccountId, instanceRoleId }: { awsAccountId: string; instanceRoleId: string | null },
): Promise<void> {
  if (instanceRoleId === null) {
    await tx.defaultRole.deleteMany({ where: { workspaceId, awsAccountId } });
    return;
  }
  await tx.defaultRole.upsert({
    where: { workspaceId_awsAccountId: { workspaceId, awsAccountId } },
    create: { workspaceId, awsAccountId, instanceRoleId },
    update: { instanceRoleId },
  });
}

/** Returns configs that use a role, chosen or by default; at most `take`. */
export function findConfigsUsing(
  tx: Tx,
  workspaceId: string,
  { instanceRoleId, take }: { instanceRoleId: string; take: number },
): Promise<{ id: string; name: string; why: "chosen" | "default" }[]> {
  return tx.$queryRaw`
    SELECT c.id, c.name, CASE WHEN c.instance_role_id IS NULL THEN 'default' ELSE 'chosen' END AS why
    FROM compute_config c
    LEFT JOIN default_role d ON d.workspace_id = c.workspace_id AND d.aws_account_id = c.aws_account_id
    WHERE c.workspace_id = ${workspaceId}::uuid
      AND coalesce(c.instance_role_id, d.instance_role_id) = ${instanceRoleId}::uuid
    ORDER BY c.id DESC LIMIT ${take}`;
}

/** Returns the default roles, at most one for each account. */
export function findDefaultRoles(tx: Tx, workspaceId: string) {
  return tx.defaultRole.findMany({
    where: { workspaceId },
    select: { awsAccountId: true, instanceRole: { select: { id: true, name: true } } },
  });
}
