/** Text on its way to a reader that takes it when it likes. */

/** What may wait for the reader. */
const MOST_UNREAD = { pieces: 2_000, bytes: 4 * 1024 * 1024 };

export type TextStream = {
  readable: ReadableStream<Uint8Array>;
  /** Closes the stream where the reader has left too much waiting; does nothing once it is closed. */
  write(text: string): void;
  /** Takes no more; what waits may still be read. */
  close(): void;
  /** Ends it at once, with whatever waits. */
  drop(): void;
  /** No more is taken. */
  closed: Promise<void>;
  /** Nothing waits any more: everything has been read, or nobody will. */
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
    // Nothing is handed over ahead of its being read: what waits is counted here alone.
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
      // By this name Next takes it for a response that somebody ended, and logs nothing (pipe-readable.js).
      controller.error(new DOMException("Nobody reads this stream", "AbortError"));
    },
    closed: closed.promise,
    over: over.promise,
  };
}
