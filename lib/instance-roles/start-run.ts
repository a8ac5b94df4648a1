import type { Tx } from "#lib/db/client.ts";
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
  /** Remove although instances run with the role. */
  forced?: boolean;
};

/** Creates a run and its job, in the transaction that sets the role's status: all or nothing. */
export async function startRun(tx: Tx, ctx: Ctx, run: StartedRun): Promise<void> {
  await insertRuns(tx, ctx.workspace.id, [runOf(ctx, run)]);
  await enqueueRun(tx, ctx, run);
}

/** Creates the job alone, for callers that write the run together with its role. */
export async function enqueueRun(tx: Tx, ctx: Ctx, run: StartedRun): Promise<void> {
  const { data, groupId } = jobOf(ctx, run);
  await enqueue(tx, registrationQueue, data, { groupId });
}

/** Up to this many jobs have the priority of single requests. */
const MOST_AT_SINGLE_PRIORITY = 10;

/** Creates many runs and jobs, with lower priority than single jobs and round-robin across workspaces. */
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
  await enqueueInTurns(tx, registrationQueue, jobs, runs.length > MOST_AT_SINGLE_PRIORITY ? tenant : null);
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
 * The queue group of jobs: the workspace and the AWS account. One account's API limits do not delay another's jobs; the
 * workspace is part of it because naming an account does not prove a connection to it.
 */
export const groupOf = (workspaceId: string, accountId: string) => `${workspaceId} ${accountId}`;
