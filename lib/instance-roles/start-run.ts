import type { Tx } from "#lib/db/client.ts";
import { enqueue } from "#lib/queue/queue.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { registrationQueue } from "./registration/job.ts";
import type { RegistrationKind } from "./status.ts";
import { insertRun } from "./store.ts";

type Run = { registrationId: string; instanceRoleId: string; kind: RegistrationKind; accountId: string };

/** The run and its job, in the transaction that makes the role wait for them: they exist together or not at all. */
export async function startRun(tx: Tx, ctx: Ctx, run: Run): Promise<void> {
  const { registrationId, instanceRoleId, kind, accountId } = run;
  const workspaceId = ctx.workspace.id;
  await insertRun(tx, workspaceId, {
    id: registrationId,
    instanceRoleId,
    kind,
    requestedBy: actorName(ctx.actor),
    requestId: ctx.requestId ?? null,
  });
  // One AWS account's limits hold up no other's jobs.
  await enqueue(
    tx,
    registrationQueue,
    { workspaceId, instanceRoleId, registrationId },
    { groupId: accountId },
  );
}
