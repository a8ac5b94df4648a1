/** A new role with its run and what the audit log says of it, written in one statement. */
import type { auditRow } from "#lib/audit/record.ts";
import type { ConnectedAccount } from "#lib/aws-accounts/connected-store.ts";
import type { Query } from "#lib/db/direct.ts";
import { sql } from "#lib/db/sql.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { InstanceRoleRow } from "./row.ts";
import type { NewRun } from "./store.ts";

export type NewRole = Pick<
  InstanceRoleRow,
  "id" | "name" | "nameKey" | "description" | "roleArn" | "createdBy"
> & { registrationId: string };

type New = { role: NewRole; run: NewRun; event: ReturnType<typeof auditRow> };

/** @returns the row as a query with its account would bring it */
export async function insertRegistration(
  query: Query,
  { role, run, event }: New,
  account: ConnectedAccount,
): Promise<InstanceRoleRow> {
  const { workspaceId } = event;
  const [written] = await query<Pick<InstanceRoleRow, "createdAt" | "version">>(sql`
    WITH role AS (
      INSERT INTO instance_role
        (workspace_id, id, aws_account_id, name, name_key, description, role_arn, registration_id, created_by, updated_at)
      VALUES (${workspaceId}::uuid, ${role.id}::uuid, ${account.id}::uuid, ${role.name}, ${role.nameKey},
              ${role.description}, ${role.roleArn}, ${role.registrationId}::uuid, ${role.createdBy}, now())
      RETURNING created_at, version
    ), run AS (
      INSERT INTO registration (workspace_id, id, instance_role_id, kind, requested_by, request_id)
      VALUES (${workspaceId}::uuid, ${run.id}::uuid, ${role.id}::uuid, ${run.kind}::registration_kind,
              ${run.requestedBy}, ${run.requestId})
    ), event AS (
      INSERT INTO audit_event
        (workspace_id, id, actor_kind, actor_id, actor_name, action, target_id, details, request_id)
      VALUES (${workspaceId}::uuid, ${uuid7()}::uuid, ${event.actorKind}, ${event.actorId}, ${event.actorName},
              ${event.action}, ${event.targetId}, ${JSON.stringify(event.details)}::jsonb, ${event.requestId})
    )
    SELECT created_at AS "createdAt", version FROM role`);
  const { createdAt, version } = written as NonNullable<typeof written>;
  const {
    id: accountRef,
    name: accountName,
    alias: accountAlias,
    status: accountStatus,
    ...ofAccount
  } = account;
  return {
    ...role,
    ...ofAccount,
    ...FRESH,
    accountRef,
    accountName,
    accountAlias,
    accountStatus,
    createdAt,
    version: BigInt(version),
  };
}

/** As the columns' defaults have it. */
const FRESH = {
  roleId: null,
  status: "REGISTERING",
  step: null,
  waitingFor: null,
  waitingSince: null,
  failure: null,
  warnings: [],
  instanceProfileArn: null,
  requiredPolicies: [],
  lastVerifiedAt: null,
  importRow: null,
} satisfies Partial<InstanceRoleRow>;
