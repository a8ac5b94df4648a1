/** The responses of requests that start work on an instance role: at once, or after `Prefer: wait`. */
import { removedInstanceRole } from "#lib/instance-roles/removed.ts";
import { settledInstanceRole } from "#lib/instance-roles/settled.ts";
import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { Answer } from "./answer.ts";
import { endWithServer } from "./long-responses.ts";
import { preferredWait } from "./prefer.ts";

/** Answers 201 when the role has settled, 202 while it has not; always with its `Location`. */
export async function startedRole(ctx: Ctx, role: InstanceRoleView, request: Request): Promise<Answer> {
  const { seconds, now } = await waitedFor(ctx, role, request);
  const body = now ?? role;
  return {
    status: isSettled(body.status) ? 201 : 202,
    body,
    location: pathOf(ctx, role),
    headers: applied(seconds),
  };
}

/** Answers 200 with the role once it has been checked in AWS, 202 before. */
export async function checkedRole(ctx: Ctx, role: InstanceRoleView, request: Request): Promise<Answer> {
  const { seconds, now } = await waitedFor(ctx, role, request);
  const body = now ?? role;
  return {
    status: body.checking ? 202 : 200,
    body,
    location: pathOf(ctx, role),
    headers: applied(seconds),
  };
}

/**
 * Answers 204 when the role is deleted, 200 where that left something in AWS, and 202 with the role while it is not
 * deleted or where AWS refused the undo.
 */
export async function startedRemoval(ctx: Ctx, role: InstanceRoleView, request: Request): Promise<Answer> {
  const { seconds, now } = await waitedFor(ctx, role, request);
  if (now === null) {
    const left = await removedInstanceRole(ctx, role.id);
    return left
      ? { status: 200, body: left, headers: applied(seconds) }
      : { status: 204, headers: applied(seconds) };
  }
  return { status: 202, body: now, location: pathOf(ctx, role), headers: applied(seconds) };
}

function waitedFor(ctx: Ctx, role: InstanceRoleView, request: Request) {
  return whileWaiting(request, role, (until) => settledInstanceRole(ctx, role, until));
}

/** Resolves with the result of `wait` where the caller asked to wait, else with what is known already. */
export async function whileWaiting<T, U>(
  { headers, signal }: Request,
  known: T,
  wait: (until: AbortSignal) => Promise<U>,
): Promise<{ seconds: number; now: T | U }> {
  const seconds = preferredWait(headers);
  if (seconds === 0) return { seconds, now: known };
  const enough = new AbortController();
  const forget = endWithServer(() => enough.abort());
  try {
    const until = AbortSignal.any([signal, enough.signal, AbortSignal.timeout(seconds * 1000)]);
    return { seconds, now: await wait(until) };
  } finally {
    forget();
  }
}

export function applied(seconds: number): Record<string, string> {
  return seconds > 0 ? { "preference-applied": `wait=${seconds}` } : {};
}

const pathOf = ({ workspace }: Ctx, { id }: InstanceRoleView) =>
  `/api/v1/workspaces/${workspace.slug}/instance-roles/${id}`;
