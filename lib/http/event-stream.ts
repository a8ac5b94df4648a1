/** Server-sent events: a response that lasts until the client leaves, its lifetime is over, or the process ends. */
import type { Actor } from "#lib/workspaces/context.ts";
import { endWithServer } from "./long-responses.ts";
import { takeStreamPlace } from "./stream-places.ts";
import { openTextStream } from "./text-stream.ts";

const HEARTBEAT_MS = 15_000;
/** After this the client reconnects and is authenticated again, which ends expired sessions. */
const LIFETIME_MS = 5 * 60_000;
/** The time to read the rest after the end; unread events are then dropped. */
const GRACE_MS = 15_000;

export type ServerSentEvent = { event: string; id?: string; data: unknown };
export type Send = (event: ServerSentEvent) => void;

/**
 * Responds with a stream. A client that does not read is disconnected, and resumes when it reconnects.
 * @param follow begins to send, and returns a function that stops it
 * @throws Refusal `rate_limited` where the caller has too many open, and what `follow` throws, before there is a
 * response
 */
export async function eventStream(
  actor: Actor,
  { method, signal }: Pick<Request, "method" | "signal">,
  follow: (send: Send) => Promise<() => void>,
): Promise<Response> {
  const { readable, write, close, drop, closed, over } = openTextStream();
  void over.then(takeStreamPlace(actor, close));
  const stop = await follow((event) => write(encode(event))).catch((error) => {
    drop();
    throw error;
  });
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
  const timers = [setTimeout(close, LIFETIME_MS), setTimeout(drop, LIFETIME_MS + GRACE_MS)];
  signal.addEventListener("abort", drop, { once: true });
  const forget = endWithServer(close);
  void closed.then(() => {
    stop();
    clearInterval(heartbeat);
  });
  void over.then(() => {
    for (const timer of timers) clearTimeout(timer);
    forget();
  });
  // Next answers HEAD by calling GET, and never reads the stream.
  if (signal.aborted || method === "HEAD") drop();
  return new Response(readable, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      // Keeps nginx from buffering events.
      "x-accel-buffering": "no",
    },
  });
}

/** JSON.stringify writes no line breaks, so the data is one line. */
function encode({ event, id, data }: ServerSentEvent): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
