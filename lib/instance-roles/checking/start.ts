import type { Tx } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { enqueueInTurns } from "#lib/queue/queue.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { groupOf } from "../start-run.ts";
import { roleCheckQueue } from "./job.ts";
import { type Begun, beginChecks } from "./store.ts";

/** Up to this many jobs have the priority of single requests. */
const MOST_AT_SINGLE_PRIORITY = 10;

/**
 * Creates checks and their jobs in one transaction.
 * @returns the outcome for each id
 */
export async function startChecks(tx: Tx, ctx: Ctx, ids: string[]): Promise<Map<string, Begun>> {
  const workspaceId = ctx.workspace.id;
  const asked = ids.map((instanceRoleId) => ({ instanceRoleId, checkId: uuid7() }));
  const answers = await beginChecks(tx, workspaceId, asked);
  const jobs = asked.flatMap(({ instanceRoleId, checkId }) => {
    const { begun, accountId } = answers.get(instanceRoleId) ?? {};
    if (begun !== "begun" || !accountId) return [];
    const data = { workspaceId, instanceRoleId, checkId };
    return [{ data, groupId: groupOf(workspaceId, accountId) }];
  });
  const tenant = { key: "workspaceId", value: workspaceId } as const;
  if (jobs.length > 0)
    await enqueueInTurns(tx, roleCheckQueue, jobs, jobs.length > MOST_AT_SINGLE_PRIORITY ? tenant : null);
  return new Map(ids.map((id) => [id, answers.get(id)?.begun ?? "not_found"]));
}
