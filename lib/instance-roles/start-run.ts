import type { Tx } from "#lib/db/client.ts";
import type { Query } from "#lib/db/direct.ts";
import { enqueue, enqueueInTurns } from "#lib/queue/queue.ts";
import { actorName, type Ctx } from "#lib/workspaces/context.ts";
import { registrationQueue } from "./registration/job.ts";
import type { RegistrationKind } from "./status.ts";
import { insertRuns } from "./store.ts";

/** `accountId`: the twelve digits. */
export type StartedRun = {
  registrationId: string;
  instanceRoleId: string;
  kind: RegistrationKind;
  accountId: string;
  /** A removal although machines run with the role. */
  forced?: boolean;
};

/** The run and its job, in the transaction that makes the role wait for them: they exist together or not at all. */
export async function startRun(tx: Tx, ctx: Ctx, run: StartedRun): Promise<void> {
  await insertRuns(tx, ctx.workspace.id, [runOf(ctx, run)]);
  await enqueueRun(tx, ctx, run);
}

/** The job alone, for who writes the run together with its role. */
export async function enqueueRun(tx: Tx | Query, ctx: Ctx, run: StartedRun): Promise<void> {
  const { data, groupId } = jobOf(ctx, run);
  await enqueue(tx, registrationQueue, data, { groupId });
}

/** So few are served as if each had been asked for by itself. */
const A_FEW = 10;

/** The same for many: they let those pass that somebody waits for, and take turns with other workspaces' many. */
export async function startRuns(tx: Tx, ctx: Ctx, runs: StartedRun[]): Promise<void> {
  if (runs.length === 0) return;
  const workspaceId = ctx.workspace.id;
  await insertRuns(
    tx,
    workspaceId,
    runs.map((run) => runOf(ctx, run)),
  );
  const jobs = runs.map((run) => jobOf(ctx, run));
  const tenant = { key: "workspaceId", value: workspaceId } as const;
  await enqueueInTurns(tx, registrationQueue, jobs, runs.length > A_FEW ? tenant : null);
}

export const runOf = (ctx: Ctx, { registrationId, instanceRoleId, kind, forced = false }: StartedRun) => ({
  id: registrationId,
  instanceRoleId,
  kind,
  forced,
  requestedBy: actorName(ctx.actor),
  requestId: ctx.requestId ?? null,
});

const jobOf = (ctx: Ctx, { registrationId, instanceRoleId, accountId }: StartedRun) => ({
  data: { workspaceId: ctx.workspace.id, instanceRoleId, registrationId },
  groupId: groupOf(ctx.workspace.id, accountId),
});

/**
 * One AWS account's limits hold up no other's jobs, nor one workspace's jobs another's of the same account: to name an
 * account is not to be let into it.
 */
export const groupOf = (workspaceId: string, accountId: string) => `${workspaceId} ${accountId}`;
