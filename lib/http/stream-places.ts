/**
 * The event streams that are open in this process: how many, by whom, and what ends them when their access does. Each
 * listens, and holds what it has not read yet.
 */
import { listenForChanges } from "#lib/db/change-feed.ts";
import { Refusal } from "#lib/errors.ts";
import type { Actor } from "#lib/workspaces/context.ts";

/** Enough for many windows: a tab out of sight keeps none (components/event-source.ts), one in sight one or two. */
const MOST_OF_ONE = 20;
const MOST_IN_ALL = 2_000;

type Stream = { close: () => void };

// Next gives route handlers module instances of their own.
const shared = globalThis as { rolecallStreams?: Map<string, Set<Stream>> };

/**
 * Takes a place for a stream, whose `close` is called when the caller's session, membership or token ends: the client
 * comes back by itself, and is asked again who it is.
 * @returns what gives the place back
 * @throws Refusal `rate_limited` where the caller, or this process, has too many
 */
export function takeStreamPlace(actor: Actor, close: () => void): () => void {
  shared.rolecallStreams ??= new Map();
  const streams = shared.rolecallStreams;
  const key = actor.kind === "system" ? actor.name : actor.id;
  const own = streams.get(key) ?? new Set();
  if (own.size >= MOST_OF_ONE)
    throw tooMany(`You have ${MOST_OF_ONE} event streams open already. Close one, or try again in a moment.`);
  const inAll = [...streams.values()].reduce((sum, { size }) => sum + size, 0);
  if (inAll >= MOST_IN_ALL)
    throw tooMany("This server has as many event streams open as it can. Try again in a moment.");
  const stream = { close };
  streams.set(key, own.add(stream));
  return () => {
    own.delete(stream);
    if (own.size === 0 && streams.get(key) === own) streams.delete(key);
  };
}

/** Has streams end within moments of their access. @throws while the database cannot be reached */
export function followAccess(): Promise<void> {
  return listenForChanges("access_changed", {
    onChange: ({ id }) => endStreamsOf(id),
    // Whose access ended meanwhile was not heard.
    async onReconnect() {
      for (const key of shared.rolecallStreams?.keys() ?? []) endStreamsOf(key);
    },
  });
}

function endStreamsOf(key: string): void {
  for (const { close } of shared.rolecallStreams?.get(key) ?? []) close();
}

const tooMany = (detail: string) => new Refusal("rate_limited", detail, { extra: { retryAfterSeconds: 15 } });
