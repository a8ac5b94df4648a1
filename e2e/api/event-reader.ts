/** Reads server-sent events in order, as a browser does. */
import { addressOf } from "./caller.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- each test states what it expects of the data
export type ReadEvent = { event: string; id?: string; data: any };

export type EventReader = {
  /** Returns the next event that passes; rejects when the stream ends. */
  next(passes: (event: ReadEvent) => boolean): Promise<ReadEvent>;
  /** Everything read so far. */
  read: ReadEvent[];
  close(): void;
};

export async function openEvents(path: string, headers: Record<string, string>): Promise<EventReader> {
  const leave = new AbortController();
  const response = await fetch(addressOf(path), { headers, signal: leave.signal });
  if (!response.ok || !response.body)
    throw new Error(`no stream: ${response.status} ${await response.text()}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const read: ReadEvent[] = [];
  const waiting: ReadEvent[] = [];
  let text = "";

  async function more() {
    const { done, value } = await reader.read();
    if (done) throw new Error(`the stream ended; read so far: ${JSON.stringify(read)}`);
    const blocks = (text + value).split("\n\n");
    text = blocks.pop() as string;
    const events = blocks.filter((block) => !block.startsWith(":")).map(eventOf);
    read.push(...events);
    waiting.push(...events);
  }

  return {
    read,
    close: () => leave.abort(),
    async next(passes) {
      for (;;) {
        const event = waiting.shift();
        if (event && passes(event)) return event;
        if (!event) await more();
      }
    },
  };
}

function eventOf(block: string): ReadEvent {
  const fields = Object.fromEntries(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  return {
    event: fields.event as string,
    ...(fields.id && { id: fields.id }),
    data: JSON.parse(fields.data ?? ""),
  };
}
