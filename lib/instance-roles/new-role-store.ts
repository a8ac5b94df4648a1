/** Inserts a new role with its run and its audit event in one statement. */
import type { auditRow } from "#lib/audit/record.ts";
import { withExternalIds } from "#lib/aws-accounts/connection/encrypted-external-id.ts";
import type { Query } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { RoleArn } from "#lib/role-arn/role-arn.ts";
import type { InstanceRoleRow } from "./row.ts";
import type { NewRun } from "./store.ts";

export type NewRole = Pick<
  InstanceRoleRow,
  "id" | "name" | "nameKey" | "description" | "roleArn" | "chosenProfileArn" | "createdBy"
> & { registrationId: string };

type New = { role: NewRole; run: NewRun; event: ReturnType<typeof auditRow> };

/**
 * Inserts the role.
 * @returns its row with its account; null, with nothing written, where no account of the role's number and partition is
 * connected
 */
export async function insertRegistration(
  query: Query,
  { role, run, event }: New,
  { accountId, partition }: Pick<RoleArn, "accountId" | "partition">,
): Promise<InstanceRoleRow | null> {
  const { workspaceId } = event;
  const [written] = await query<Written>(sql`
    WITH account AS (
      SELECT id::text AS "accountRef", account_id::text AS "accountId", partition, status::text AS "accountStatus",
             name AS "accountName", alias AS "accountAlias", connection_role_arn AS "connectionRoleArn",
             external_id AS "externalId", retired_external_id AS "retiredExternalId", setup AS "accountSetup"
      FROM aws_account
      WHERE workspace_id = ${workspaceId}::uuid AND account_id = ${accountId} AND partition = ${partition}
        AND status <> 'PENDING'
    ), role AS (
      INSERT INTO instance_role
        (workspace_id, id, aws_account_id, name, name_key, description, role_arn, chosen_profile_arn,
         registration_id, created_by, updated_at)
      SELECT ${workspaceId}::uuid, ${role.id}::uuid, "accountRef"::uuid, ${role.name}, ${role.nameKey},
             ${role.description}, ${role.roleArn}, ${role.chosenProfileArn}, ${role.registrationId}::uuid, ${role.createdBy}, now()
      FROM account
      RETURNING created_at, version
    ), run AS (
      INSERT INTO registration (workspace_id, id, instance_role_id, kind, requested_by, request_id)
      SELECT ${workspaceId}::uuid, ${run.id}::uuid, ${role.id}::uuid, ${run.kind}::registration_kind,
             ${run.requestedBy}, ${run.requestId}
      FROM account
    ), event AS (
      INSERT INTO audit_event
        (workspace_id, id, actor_kind, actor_id, actor_name, action, target_id, details, request_id)
      SELECT ${workspaceId}::uuid, ${uuid7()}::uuid, ${event.actorKind}, ${event.actorId}, ${event.actorName},
             ${event.action}, ${event.targetId}, ${JSON.stringify(event.details)}::jsonb, ${event.requestId}
      FROM account
    )
    SELECT account.*, created_at AS "createdAt", version FROM role, account`);
  if (!written) return null;
  const account = withExternalIds(written.accountRef, written);
  return { ...role, ...FRESH, ...account, version: BigInt(written.version) };
}

type Written = Pick<
  InstanceRoleRow,
  | "createdAt"
  | "version"
  | "accountRef"
  | "accountId"
  | "partition"
  | "accountName"
  | "accountAlias"
  | "accountStatus"
  | "connectionRoleArn"
  | "externalId"
  | "retiredExternalId"
  | "accountSetup"
>;

/** The columns' defaults. */
const FRESH = {
  roleId: null,
  status: "REGISTERING",
  step: null,
  waitingFor: null,
  waitingSince: null,
  failure: null,
  warnings: [],
  acceptance: null,
  instanceProfileArn: null,
  requiredPolicies: [],
  lastVerifiedAt: null,
  checkRequestedAt: null,
  checkFailure: null,
  importRow: null,
} satisfies Partial<InstanceRoleRow>;
