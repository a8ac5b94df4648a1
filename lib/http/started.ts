/** The answers of what starts work on an instance role: at once, or when the caller would rather wait. */
import { removedInstanceRole } from "#lib/instance-roles/removed.ts";
import { settledInstanceRole } from "#lib/instance-roles/settled.ts";
import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import type { Answer } from "./answer.ts";
import { endWithServer } from "./long-responses.ts";
import { preferredWait } from "./prefer.ts";

/** 201 when it has settled, 202 while it has not; always with its `Location`. */
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

/** 200 with the role when AWS has been looked at, 202 while it has not. */
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

/** 204 when it is gone, 200 where that left something in AWS, 202 with the role while it is not, or where AWS refused the undoing. */
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

/** What `wait` resolves with, where the caller would rather wait; what is known already, where not. */
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
