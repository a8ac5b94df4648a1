import type { Tx } from "#lib/db/client.ts";
import type { Held } from "./run-store.ts";

/**
 * Deletes the role with its holds, and ledger rows that no other registration holds, so that a later registration
 * treats what stays in AWS as the customer's own. Locks the role first and then ledger rows, in the order in which runs
 * lock them.
 * @returns what stays in AWS
 */
export async function forgetRole(tx: Tx, workspaceId: string, id: string): Promise<Held[]> {
  await tx.$executeRaw`
    select 1 from instance_role where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
  const held = await tx.$queryRaw<(Held & { id: string; state: string })[]>`
    select a.id, a.kind, a.target, a.state::text as state
    from attachment a join attachment_hold h on h.attachment_id = a.id
    where h.workspace_id = ${workspaceId}::uuid and h.instance_role_id = ${id}::uuid
    order by a.id for update of a`;
  const ids = held.map((attachment) => attachment.id);
  await tx.$executeRaw`
    delete from attachment where id = any(${ids}::uuid[])
      and not attachment_is_held_by_others(id, ${workspaceId}::uuid, ${id}::uuid)`;
  await tx.instanceRole.deleteMany({ where: { workspaceId, id } });
  return held.map(({ kind, target }) => ({ kind, target }));
}
