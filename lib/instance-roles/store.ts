/** Instance roles and their runs in Postgres. Every query runs inside the workspace of its transaction. */
import { Prisma } from "#generated/prisma/client.ts";
import { withExternalIds } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import type { Tx } from "#lib/db/client.ts";
import { directlyIn } from "#lib/db/direct.ts";
import { raw, sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { InstanceRoleRow } from "./row.ts";
import { type RegistrationKind, STATUSES, type Status } from "./status.ts";

/** Joins the account, so that a page takes one statement. */
const SELECT = `
  select r.id, r.name, r.name_key as "nameKey", r.description, r.role_arn as "roleArn", r.role_id as "roleId",
         r.status::text as status, r.step, r.waiting_for as "waitingFor", r.waiting_since as "waitingSince",
         r.failure, r.warnings, r.acceptance, r.instance_profile_arn as "instanceProfileArn",
         r.chosen_profile_arn as "chosenProfileArn",
         r.required_policies as "requiredPolicies", r.registration_id as "registrationId",
         r.created_at as "createdAt", r.created_by as "createdBy", r.last_verified_at as "lastVerifiedAt",
         r.check_requested_at as "checkRequestedAt", r.check_failure as "checkFailure",
         r.version, r.import_row as "importRow", r.aws_account_id as "accountRef", a.account_id as "accountId", a.partition,
         a.name as "accountName", a.alias as "accountAlias", a.status::text as "accountStatus",
         a.connection_role_arn as "connectionRoleArn", a.external_id as "externalId",
         a.retired_external_id as "retiredExternalId", a.setup as "accountSetup"
  from instance_role r
  join aws_account a on a.workspace_id = r.workspace_id and a.id = r.aws_account_id`;

/** Roles with their accounts. `which`: WHERE and what follows it; `r` is the role. */
export async function selectRoles(tx: Tx, which: Prisma.Sql): Promise<InstanceRoleRow[]> {
  const rows = await tx.$queryRaw<InstanceRoleRow[]>`${Prisma.raw(SELECT)} ${which}`;
  return rows.map((row) => withExternalIds(row.accountRef, row));
}

/** `findRole` in one round trip, for requests on which a person waits. */
export async function findRoleDirectly(workspaceId: string, id: string): Promise<InstanceRoleRow | null> {
  const [row] = await directlyIn<InstanceRoleRow>(
    workspaceId,
    sql`${raw(SELECT)} where r.workspace_id = ${workspaceId}::uuid and r.id = ${id}::uuid`,
  );
  return row ? withExternalIds(row.accountRef, { ...row, version: BigInt(row.version) }) : null;
}

export async function findRole(tx: Tx, workspaceId: string, id: string): Promise<InstanceRoleRow | null> {
  const [row] = await selectRoles(
    tx,
    Prisma.sql`where r.workspace_id = ${workspaceId}::uuid and r.id = ${id}::uuid`,
  );
  return row ?? null;
}

/** Returns roles by id, or those changed after a version (`only`: this one), by version. */
export function findChangedRoles(
  tx: Tx,
  workspaceId: string,
  which: { ids: string[] } | { after: bigint; take: number; only?: string },
): Promise<InstanceRoleRow[]> {
  const here = Prisma.sql`where r.workspace_id = ${workspaceId}::uuid`;
  if ("ids" in which) {
    return selectRoles(tx, Prisma.sql`${here} and r.id = any(${which.ids}::uuid[]) order by r.version`);
  }
  const only = which.only ? Prisma.sql`and r.id = ${which.only}::uuid` : Prisma.empty;
  return selectRoles(
    tx,
    Prisma.sql`${here} and r.version > ${which.after} ${only} order by r.version limit ${which.take}`,
  );
}

/** Roles of the workspace whose removal was requested in the last day and that are deleted. */
export async function findRemovedRoles(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct target_id as id from audit_event e
    where e.workspace_id = ${workspaceId}::uuid and e.id > ${uuid7(Date.now() - 86_400_000)}::uuid
      and e.action in ('instance_role.remove', 'instance_role.forget')
      and not exists (
        select 1 from instance_role r where r.workspace_id = e.workspace_id and r.id = e.target_id::uuid)
    limit 1000`;
  return rows.map(({ id }) => id);
}

/** The version of the newest change in the workspace; 0 where there is none. */
export async function newestVersion(tx: Tx, workspaceId: string): Promise<bigint> {
  const newest = await tx.instanceRole.aggregate({ where: { workspaceId }, _max: { version: true } });
  return newest._max.version ?? 0n;
}

/** Returns the role that has a name or an ARN already. */
export async function findExisting(
  tx: Tx,
  workspaceId: string,
  by: { nameKey: string } | { roleArn: string },
): Promise<Pick<InstanceRoleRow, "id" | "name" | "status"> | null> {
  const select = { id: true, name: true, status: true } as const;
  return tx.instanceRole.findFirst({ where: { workspaceId, ...by }, select });
}

export type NewRun = {
  id: string;
  instanceRoleId: string;
  kind: RegistrationKind;
  forced?: boolean;
  requestedBy: string;
  requestId: string | null;
};

export async function insertRuns(tx: Tx, workspaceId: string, runs: NewRun[]): Promise<void> {
  await tx.registration.createMany({ data: runs.map((run) => ({ workspaceId, ...run })) });
}

/**
 * Changes a role in one of the statuses given.
 * @returns whether it was in one of them
 */
export async function changeRole(
  tx: Tx,
  workspaceId: string,
  role: { id: string; from: readonly Status[] },
  data: Prisma.InstanceRoleUncheckedUpdateManyInput,
): Promise<boolean> {
  const { id, from } = role;
  const changed = await tx.instanceRole.updateMany({
    where: { workspaceId, id, status: { in: [...from] } },
    data,
  });
  return changed.count > 0;
}

/** Clears what an earlier run showed. */
export const FRESH_RUN = {
  step: null,
  waitingFor: Prisma.DbNull,
  waitingSince: null,
  failure: Prisma.DbNull,
  checkId: null,
  checkRequestedAt: null,
  checkFailure: Prisma.DbNull,
} as const;

export const NO_ACCEPTANCE = { acceptance: Prisma.DbNull } as const;

/** Returns a role's status; null where there is no such role. */
export async function statusOf(tx: Tx, workspaceId: string, id: string): Promise<Status | null> {
  const role = await tx.instanceRole.findFirst({ where: { workspaceId, id }, select: { status: true } });
  return role?.status ?? null;
}

/** Counts each status from its own index. */
export async function countRolesByStatus(tx: Tx, workspaceId: string): Promise<Record<Status, number>> {
  const [row] = await tx.$queryRaw<Record<Status, bigint>[]>`
    with mine as not materialized (select status from instance_role where workspace_id = ${workspaceId}::uuid)
    select (select count(*) from mine where status = 'REGISTERING') as "REGISTERING",
           (select count(*) from mine where status = 'ACTIVE') as "ACTIVE",
           (select count(*) from mine where status = 'FAILED') as "FAILED",
           (select count(*) from mine where status = 'DELETING') as "DELETING"`;
  const counts = STATUSES.map((status) => [status, Number(row?.[status] ?? 0)]);
  return Object.fromEntries(counts) as Record<Status, number>;
}
