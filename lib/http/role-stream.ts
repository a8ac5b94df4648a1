/** The events of instance roles as a resumable stream of server-sent events. */
import { type Follower, followRoles, type RoleEvent, tellIfWanted } from "#lib/instance-roles/events.ts";
import { readSince } from "#lib/instance-roles/read-changes.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { eventStream, type Send, type ServerSentEvent } from "./event-stream.ts";

type Follow = { instanceRoleId?: string; since?: string | undefined };

/**
 * Streams roles. Begins with `ready`, whose id is the starting point: a client that disconnects before any event
 * resumes there. A stream of one role begins with the role itself.
 */
export function roleStream(ctx: Ctx, request: Request, { instanceRoleId, since }: Follow): Promise<Response> {
  const resumed = request.headers.get("last-event-id") ?? since;
  const start = instanceRoleId ? 0n : null;
  const after = resumed && /^\d{1,18}$/.test(resumed) ? BigInt(resumed) : start;
  return eventStream(ctx.actor, request, async (send) => {
    const follower: Follower = { ...(instanceRoleId && { instanceRoleId }), tell: teller(send) };
    const { version, stop } = await followRoles(ctx.workspace.id, follower);
    send({ event: "ready", id: String(after ?? version), data: {} });
    if (after !== null) await tellMissed(ctx, follower, after).catch(endingWith(stop));
    return stop;
  });
}

/** Sends what changed before the subscription. Views carry their version, so a duplicate is recognized. */
async function tellMissed(ctx: Ctx, follower: Follower, after: bigint) {
  const events = await readSince(ctx.workspace.id, after, follower.instanceRoleId);
  for (const event of events) tellIfWanted(follower, event);
}

function endingWith(stop: () => void) {
  return (error: unknown) => {
    stop();
    throw error;
  };
}

function teller(send: Send) {
  // A change notified while the missed ones are read would be sent twice.
  const told = new Map<string, number>();
  return (event: RoleEvent) => {
    if (event.type === "role") {
      if (event.role.version <= (told.get(event.role.id) ?? -1)) return;
      told.set(event.role.id, event.role.version);
    }
    send(serverSent(event));
  };
}

function serverSent(event: RoleEvent): ServerSentEvent {
  switch (event.type) {
    case "role":
      return { event: "role", id: String(event.role.version), data: event.role };
    case "step": {
      const { instanceRoleId, registrationId, step } = event;
      return { event: "step", data: { instanceRoleId, registrationId, step } };
    }
    case "removed":
      return { event: "removed", data: { id: event.instanceRoleId } };
    case "reset":
      return { event: "reset", data: {} };
    default:
      return event satisfies never;
  }
}
