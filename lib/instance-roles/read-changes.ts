/** From changed roles to the events told of them. */
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
  /** Too much has changed to be told one by one: read everything again. */
  | { type: "reset"; instanceRoleId?: undefined };

const MOST = 1_000;

/** The events of the roles named; steps before their role, whose event's id is what a client resumes after. */
export function readChanged(
  workspaceId: string,
  { changed, deleted }: { changed: string[]; deleted: string[] },
): Promise<RoleEvent[]> {
  return eventsOf(workspaceId, { ids: changed }, deleted);
}

/** What changed after a version, and which roles are gone since about then. */
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

/** Changes when a step has something new to tell; how long it waits is counted where it is shown. */
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
