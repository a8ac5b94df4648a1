"use client";

const AGAIN_MS = 15_000;

/**
 * Keeps an event stream open while the tab is visible. Hidden tabs keep none, because a browser allows six connections
 * to one server over HTTP/1.1.
 * @param listen adds its listeners to each source that is opened
 * @param refused called when the server refuses; the stream is retried later
 * @returns a function that closes it
 */
export function keepEventSource(
  url: string,
  { listen, refused }: { listen: (source: EventSource) => void; refused: () => void },
): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  function open() {
    clearTimeout(again);
    source?.close();
    source = new EventSource(url);
    listen(source);
    source.addEventListener("error", () => {
      // The browser reconnects by itself, except after a refusal; `refused` then finds out why.
      if (source?.readyState !== EventSource.CLOSED) return;
      refused();
      again = setTimeout(open, AGAIN_MS);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = undefined;
  }

  const onVisibility = () => (document.visibilityState === "visible" ? open() : close());
  if (document.visibilityState === "visible") open();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
