/** The instance roles' events as a stream of server-sent events that can be resumed. */
import { type Follower, followRoles, type RoleEvent, tellIfWanted } from "#lib/instance-roles/events.ts";
import { readSince } from "#lib/instance-roles/read-changes.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { eventStream, type Send, type ServerSentEvent } from "./event-stream.ts";

type Follow = { instanceRoleId?: string; since?: string | undefined };

/**
 * Begins with `ready`, whose id is where the stream starts: a client that loses it before any event resumes there.
 * A stream of one role tells it as it is first.
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

/** What changed before this one followed; the views carry their version, so one told twice is seen as such. */
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
  // A change that is heard while the missed ones are read would be told twice.
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
