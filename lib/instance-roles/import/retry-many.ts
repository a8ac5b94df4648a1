import { recordAuditEvents } from "#lib/audit/record.ts";
import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { authorize } from "#lib/workspaces/permissions.ts";
import { writeOnce } from "#lib/workspaces/write-once.ts";
import { startRuns } from "../start-run.ts";
import { allows } from "../status.ts";
import { noSuchImport } from "./get.ts";
import { beginAgain, lockRoles, type Retryable, type Which } from "./retry-store.ts";
import { findImport } from "./store.ts";
import type { RetriedView } from "./view.ts";

const TIMEOUT_MS = 60_000;

/**
 * Registers many failed roles again, and returns one outcome for each role, however often it is named. Roles whose
 * removal failed are left as they are.
 * @throws Refusal `forbidden`
 */
export function retryInstanceRoles(ctx: Ctx, ids: string[]): Promise<RetriedView> {
  authorize(ctx, "instance_role.retry");
  const unique = [...new Set(ids.map((id) => id.toLowerCase()))];
  const work = async (tx: Tx): Promise<RetriedView> => {
    const roles = await retry(tx, ctx, { ids: unique });
    const statusOf = new Map(roles.map((role) => [role.id, statusAfterRetry(role)]));
    return retriedView(unique.map((id) => ({ id, status: statusOf.get(id) ?? ("not_found" as const) })));
  };
  return writeOnce(ctx, work, { timeoutMs: TIMEOUT_MS });
}

/**
 * Registers all failed roles of an import again.
 * @throws Refusal `forbidden`, `not_found`
 */
export function retryImport(ctx: Ctx, importId: string): Promise<RetriedView> {
  authorize(ctx, "instance_role.retry");
  const work = async (tx: Tx): Promise<RetriedView> => {
    if (!(await findImport(tx, ctx.workspace.id, importId))) throw noSuchImport();
    const roles = await retry(tx, ctx, { failedOfImport: importId });
    return retriedView(roles.map((role) => ({ id: role.id, status: statusAfterRetry(role) })));
  };
  return writeOnce(ctx, work, { timeoutMs: TIMEOUT_MS });
}

async function retry(tx: Tx, ctx: Ctx, which: Which): Promise<Retryable[]> {
  const roles = await lockRoles(tx, ctx.workspace.id, which);
  const runs = roles.filter(canRetry).map(({ id, accountId }) => ({
    registrationId: uuid7(),
    instanceRoleId: id,
    kind: "REGISTER" as const,
    accountId,
  }));
  await beginAgain(tx, ctx.workspace.id, runs);
  await startRuns(tx, ctx, runs);
  const events = roles.filter(canRetry).map(({ id, name }) => ({
    action: "instance_role.retry" as const,
    targetId: id,
    details: { name },
  }));
  await recordAuditEvents(tx, ctx, events);
  return roles;
}

function statusAfterRetry({ status, kind }: Retryable): RetriedView["items"][number]["status"] {
  if (!allows(status, "retry")) return "not_in_this_state";
  return kind === "REMOVE" ? "removal_failed" : "retrying";
}

const canRetry = (role: Retryable) => statusAfterRetry(role) === "retrying";

const retriedView = (items: RetriedView["items"]): RetriedView => ({
  retried: items.filter(({ status }) => status === "retrying").length,
  items,
});
