import { recordAuditEvents } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { startRuns } from "../start-run.ts";
import type { Accepted } from "./judge.ts";
import { insertImportedRoles } from "./store.ts";

/** How many roles one transaction writes: some tenths of a second. */
export const ROLES_AT_ONCE = 500;

/** An accepted row and the id its role gets. */
export type NewRole = Accepted & { id: string };

/**
 * Writes roles, their runs with their jobs, and their audit events.
 * @returns the ids of those that were written: the others collided with a registration of this very moment
 */
export async function writeRoles(
  tx: Tx,
  ctx: Ctx,
  importId: string,
  accepted: NewRole[],
): Promise<Set<string>> {
  const roles = accepted.map((role) => ({ ...role, registrationId: uuid7() }));
  const by = { workspaceId: ctx.workspace.id, importId, createdBy: actorName(ctx.actor) };
  const written = await insertImportedRoles(tx, by, roles.map(roleRow));
  const registered = roles.filter(({ id }) => written.has(id));
  await startRuns(tx, ctx, registered.map(runOf));
  const events = registered.map(({ id, name, roleArn }) => ({
    action: "instance_role.create" as const,
    targetId: id,
    details: { name, roleArn: roleArn.arn, importId },
  }));
  await recordAuditEvents(tx, ctx, events);
  return written;
}

type New = NewRole & { registrationId: string };

const roleRow = ({ id, account, name, nameKey, description, roleArn, registrationId, row }: New) => ({
  id,
  awsAccountId: account.id,
  name,
  nameKey,
  description,
  roleArn: roleArn.arn,
  registrationId,
  importRow: row,
});

const runOf = ({ id, registrationId, account }: New) => ({
  registrationId,
  instanceRoleId: id,
  kind: "REGISTER" as const,
  accountId: account.accountId,
});
