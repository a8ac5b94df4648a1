/** Retries many failed roles in one statement. */
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "#lib/db/client.ts";
import type { RegistrationKind, Status } from "../status.ts";

/** Roles by their ids, or the failed roles of an import. */
export type Which = { ids: string[] } | { failedOfImport: string };

/** `kind` is that of the role's last run. */
export type Retryable = {
  id: string;
  name: string;
  status: Status;
  accountId: string;
  kind: RegistrationKind | null;
};

/** Locks roles until the transaction ends, so that nobody else retries or deletes them meanwhile. */
export function lockRoles(tx: Tx, workspaceId: string, which: Which): Promise<Retryable[]> {
  const condition =
    "ids" in which
      ? Prisma.sql`r.id = any(${which.ids}::uuid[])`
      : Prisma.sql`r.import_id = ${which.failedOfImport}::uuid and r.status = 'FAILED'`;
  return tx.$queryRaw`
    select r.id, r.name, r.status::text as status, a.account_id as "accountId", run.kind::text as kind
    from instance_role r join aws_account a on a.workspace_id = r.workspace_id and a.id = r.aws_account_id
    left join registration run on run.workspace_id = r.workspace_id and run.id = r.registration_id
    where r.workspace_id = ${workspaceId}::uuid and ${condition}
    order by r.id for update of r`;
}

/** Sets roles to REGISTERING and clears what their earlier run showed. */
export async function beginAgain(
  tx: Tx,
  workspaceId: string,
  runs: { instanceRoleId: string; registrationId: string }[],
): Promise<void> {
  await tx.$executeRaw`
    update instance_role r
    set status = 'REGISTERING', registration_id = run."registrationId", step = null, waiting_for = null,
        waiting_since = null, failure = null, check_id = null, check_requested_at = null, check_failure = null,
        updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as run ("instanceRoleId" uuid, "registrationId" uuid)
    where r.workspace_id = ${workspaceId}::uuid and r.id = run."instanceRoleId" and r.status = 'FAILED'`;
}
