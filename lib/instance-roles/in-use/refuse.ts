import { counted } from "#lib/counted.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import { Refusal } from "#lib/errors.ts";
import { shortList } from "#lib/failures/reasons/words.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { noSuchRole } from "../refusals.ts";
import { findHeld } from "../run-store.ts";
import { allows } from "../status.ts";
import { findRole } from "../store.ts";
import type { RoleInstances, RoleInstanceView } from "./view.ts";

/** Asks AWS which instances run with a role: directly in a worker, through one in the web process. */
export type LookForInstances = (ctx: Ctx, id: string) => Promise<RoleInstances>;

/**
 * Refuses a removal while instances run with the role. AWS is not asked where there is nothing to undo.
 * @throws Refusal `not_found`; `role_in_use` with `instances`, `notLooked`, and `fixes` that take the profile off them
 */
export async function refuseRoleInUse(ctx: Ctx, id: string, look: LookForInstances): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { role, held } = await inWorkspace(workspaceId, async (tx) => ({
    role: await findRole(tx, workspaceId, id),
    held: await findHeld(tx, workspaceId, id),
  }));
  if (!role) throw noSuchRole();
  if (held.length === 0 || !allows(role.status, "remove")) return;
  const { items, notLooked, fixes } = await look(ctx, id).catch(orLeaveItToTheWorker);
  if (items.length === 0) return;
  throw new Refusal("role_in_use", wordsFor(items), { extra: { instances: items, notLooked, fixes } });
}

/** Allows the removal where no worker answered: the removal itself looks again before it undoes anything. */
function orLeaveItToTheWorker(error: unknown): RoleInstances {
  if (error instanceof Refusal && (error.code === "rate_limited" || error.code === "worker_unavailable"))
    return { items: [], notLooked: [], fixes: [] };
  throw error;
}

function wordsFor(items: RoleInstanceView[]): string {
  const [run, would] = items.length === 1 ? ["runs", "It"] : ["run", "They"];
  const where = shortList(items.map(({ instanceId, region }) => `${instanceId} in ${region}`));
  return `${counted(items.length, "EC2 instance")} ${run} with this role (${where}). ${would} would lose what Rolecall added. Forget the role and leave AWS as it is, or undo all the same.`;
}
