/** A stream of text with a bounded buffer. */

/** The most text that may wait for the reader. */
const MOST_UNREAD = { pieces: 2_000, bytes: 4 * 1024 * 1024 };

export type TextStream = {
  readable: ReadableStream<Uint8Array>;
  /** Writes text. Closes the stream where too much waits already; does nothing once it is closed. */
  write(text: string): void;
  /** Accepts no more text; buffered text can still be read. */
  close(): void;
  /** Ends it at once and discards the buffer. */
  drop(): void;
  /** Resolves when no more text is accepted. */
  closed: Promise<void>;
  /** Resolves when the buffer has been read or discarded. */
  over: Promise<void>;
};

export function openTextStream(): TextStream {
  const [closed, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const encoder = new TextEncoder();
  let unread: Uint8Array[] = [];
  let bytes = 0;
  let isOpen = true;
  let isOver = false;
  let wake = () => {};
  let controller: ReadableStreamDefaultController<Uint8Array>;

  function close() {
    isOpen = false;
    closed.resolve();
    wake();
  }

  function end() {
    isOver = true;
    unread = [];
    close();
    over.resolve();
  }

  async function pull() {
    if (isOpen && unread.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    if (isOver) return;
    const next = unread.shift();
    if (next) {
      bytes -= next.byteLength;
      controller.enqueue(next);
    } else {
      controller.close();
      end();
    }
  }

  const start = (opened: typeof controller) => {
    controller = opened;
  };
  return {
    // Nothing is queued in the ReadableStream itself, so that this counts everything unread.
    readable: new ReadableStream({ start, pull, cancel: end }, { highWaterMark: 0 }),
    write(text) {
      if (!isOpen) return;
      const piece = encoder.encode(text);
      unread.push(piece);
      bytes += piece.byteLength;
      if (unread.length > MOST_UNREAD.pieces || bytes > MOST_UNREAD.bytes) close();
      else wake();
    },
    close,
    drop() {
      if (isOver) return;
      end();
      // Next recognizes this name as an aborted response, and logs nothing (pipe-readable.js).
      controller.error(new DOMException("Nobody reads this stream", "AbortError"));
    },
    closed: closed.promise,
    over: over.promise,
  };
}
