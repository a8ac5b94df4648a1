/** Server-sent events: a response that goes on until the client leaves, its time is up, or the process ends. */
import { endWithServer } from "./long-responses.ts";

const HEARTBEAT_MS = 15_000;
/** Then the client comes back by itself, resumes, and is asked again who it is: a revoked session ends so. */
const LIFETIME_MS = 5 * 60_000;
/** A reader that takes nothing for so many events comes back later and reads what it missed at once. */
const MOST_UNREAD = 2_000;

export type ServerSentEvent = { event: string; id?: string; data: unknown };
export type Send = (event: ServerSentEvent) => void;

/**
 * @param follow begins to send, and returns what ends that
 * @throws what `follow` throws, before there is a response
 */
export async function eventStream(
  signal: AbortSignal,
  follow: (send: Send) => Promise<() => void>,
): Promise<Response> {
  const { readable, write, close, closed } = openStream();
  const stop = await follow((event) => write(encode(event)));
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
  const lifetime = setTimeout(close, LIFETIME_MS);
  signal.addEventListener("abort", close, { once: true });
  const forget = endWithServer(close);
  void closed.then(() => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    forget();
  });
  if (signal.aborted) close();
  return new Response(readable, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      // nginx in front of us would hold events back.
      "x-accel-buffering": "no",
    },
  });
}

function openStream() {
  const closed = Promise.withResolvers<void>();
  let isOpen = true;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const encoder = new TextEncoder();
  const end = () => {
    if (!isOpen) return false;
    isOpen = false;
    closed.resolve();
    return true;
  };
  const readable = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
      },
      cancel: () => void end(),
    },
    { highWaterMark: 1 },
  );
  const close = () => {
    if (end()) controller.close();
  };
  const write = (text: string) => {
    if (!isOpen) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -MOST_UNREAD) close();
  };
  return { readable, write, close, closed: closed.promise };
}

/** JSON has no line breaks outside of strings and none inside, so the data is one line. */
function encode({ event, id, data }: ServerSentEvent): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
