/** Reads changed roles and turns them into events. */
import { platformPrincipalArn } from "#lib/aws-accounts/platform-principal.ts";
import { inWorkspace } from "#lib/db/tenant.ts";
import type { InstanceRoleRow, RunRow, StepRow } from "./row.ts";
import { findRunsById } from "./run-store.ts";
import { findChangedRoles, findRemovedRoles } from "./store.ts";
import { runView, toView } from "./to-view.ts";
import type { InstanceRoleView, StepView } from "./view.ts";

export type RoleEvent =
  | { type: "role"; instanceRoleId: string; role: InstanceRoleView }
  | { type: "step"; instanceRoleId: string; registrationId: string; step: StepView; fingerprint: string }
  | { type: "removed"; instanceRoleId: string }
  /** Too many changes to send one by one: the client reads everything again. */
  | { type: "reset"; instanceRoleId?: undefined };

const MOST = 1_000;

/**
 * Returns the events of the roles. Steps come before their role, because a client resumes after the role event's id.
 */
export function readChanged(
  workspaceId: string,
  { changed, deleted }: { changed: string[]; deleted: string[] },
): Promise<RoleEvent[]> {
  return eventsOf(workspaceId, { ids: changed }, deleted);
}

/** Returns what changed after a version, and the roles deleted since about then. */
export async function readSince(workspaceId: string, since: bigint, only?: string): Promise<RoleEvent[]> {
  const events = await eventsOf(workspaceId, { after: since, take: MOST + 1, ...(only && { only }) });
  const roles = events.filter(({ type }) => type === "role");
  return roles.length > MOST ? [{ type: "reset" }] : events;
}

async function eventsOf(
  workspaceId: string,
  which: Parameters<typeof findChangedRoles>[2],
  deleted?: string[],
): Promise<RoleEvent[]> {
  const principal = await platformPrincipalArn();
  const { roles, runs, removed } = await inWorkspace(workspaceId, async (tx) => {
    const roles = await findChangedRoles(tx, workspaceId, which);
    const ids = roles.flatMap(({ registrationId }) => registrationId ?? []);
    const runs = ids.length > 0 ? await findRunsById(tx, workspaceId, ids) : [];
    return { roles, runs, removed: deleted ?? (await findRemovedRoles(tx, workspaceId)) };
  });
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const told = roles.flatMap((role) => [
    ...stepEvents(role, runOf.get(role.registrationId ?? ""), principal),
    { type: "role" as const, instanceRoleId: role.id, role: toView(role, principal) },
  ]);
  return [...told, ...removed.map((id) => ({ type: "removed" as const, instanceRoleId: id }))];
}

function stepEvents(role: InstanceRoleRow, run: RunRow | undefined, principal: string | null): RoleEvent[] {
  if (!run) return [];
  return runView(run, role, principal).steps.map((step) => ({
    type: "step",
    instanceRoleId: role.id,
    registrationId: run.id,
    step,
    fingerprint: fingerprintOf(run.steps.find(({ name }) => name === step.name)),
  }));
}

/** Changes whenever a step has news. Waiting time is not part of it, as the client counts it. */
function fingerprintOf(step: StepRow | undefined): string {
  if (!step) return "";
  return JSON.stringify([
    step.status,
    step.waitingFor,
    step.waitingSince,
    step.durationMs,
    step.awsCalls.length,
  ]);
}
