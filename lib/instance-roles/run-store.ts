/** Reads runs with their steps, and what a role's registrations hold in AWS. */
import type { Tx } from "#lib/db/client.ts";
import type { Place } from "#lib/db/cursor.ts";
import { STEPS } from "#lib/failures/step.ts";
import type { RunRow } from "./row.ts";

/** Returns runs of one role, newest first. */
export async function findRuns(
  tx: Tx,
  of: { workspaceId: string; instanceRoleId: string },
  { after, take }: { after: Place | null; take: number },
): Promise<RunRow[]> {
  const runs = await tx.registration.findMany({
    where: { ...of, ...(after && { id: { lt: after.id } }) },
    // Ids are UUIDv7, so they sort by creation time.
    orderBy: { id: "desc" },
    take,
    include: { steps: true },
  });
  return runs.map(inStepOrder);
}

/** Returns runs by id, with their steps. */
export async function findRunsById(tx: Tx, workspaceId: string, ids: string[]): Promise<RunRow[]> {
  const runs = await tx.registration.findMany({
    where: { workspaceId, id: { in: ids } },
    include: { steps: true },
  });
  return runs.map(inStepOrder);
}

export type Held = { kind: "policy" | "profile" | "role_in_profile"; target: string };

/** Returns what Rolecall added in AWS for this role, which a removal undoes. */
export function findHeld(tx: Tx, workspaceId: string, instanceRoleId: string): Promise<Held[]> {
  // The policies of a role that was deleted and made again went with it.
  return tx.$queryRaw`
    select distinct a.kind, a.target
    from attachment_hold h
    join attachment a on a.id = h.attachment_id
    join instance_role r on r.workspace_id = h.workspace_id and r.id = h.instance_role_id
    where h.workspace_id = ${workspaceId}::uuid and h.instance_role_id = ${instanceRoleId}::uuid
      and (a.kind <> 'policy' or r.role_id is null or a.role_id = r.role_id)
    order by a.kind, a.target`;
}

function inStepOrder(run: object): RunRow {
  const row = run as RunRow;
  const steps = row.steps.toSorted((one, other) => STEPS.indexOf(one.name) - STEPS.indexOf(other.name));
  return { ...row, steps };
}
