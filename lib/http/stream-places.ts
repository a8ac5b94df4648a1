/**
 * Counts the event streams open in this process by caller, and ends them when the caller's access ends. Each costs a
 * subscription and a buffer.
 */
import { listenForChanges } from "#lib/db/change-feed.ts";
import { Refusal } from "#lib/errors.ts";
import type { Actor } from "#lib/workspaces/context.ts";

/** The most streams of one caller: hidden tabs keep none (components/event-source.ts), visible ones one or two. */
const MOST_OF_ONE = 20;
const MOST_IN_ALL = 2_000;

type Stream = { close: () => void };

// Next gives route handlers module instances of their own.
const shared = globalThis as { rolecallStreams?: Map<string, Set<Stream>> };

/**
 * Takes a place for a stream. `close` is called when the caller's session, membership or token ends: the client
 * reconnects by itself, and is authenticated again.
 * @returns a function that frees the place
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

/**
 * Ends streams shortly after their caller's access ends.
 * @throws while the database cannot be reached
 */
export function followAccess(): Promise<void> {
  return listenForChanges("access_changed", {
    onChange: ({ id }) => endStreamsOf(id),
    // Access that ended during the outage was not notified.
    async onReconnect() {
      for (const key of shared.rolecallStreams?.keys() ?? []) endStreamsOf(key);
    },
  });
}

function endStreamsOf(key: string): void {
  for (const { close } of shared.rolecallStreams?.get(key) ?? []) close();
}

const tooMany = (detail: string) => new Refusal("rate_limited", detail, { extra: { retryAfterSeconds: 15 } });
