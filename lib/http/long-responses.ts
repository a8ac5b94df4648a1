/** Long-running responses: a stopping server waits for them, so it asks them to end. */

// Next gives route handlers and instrumentation separate module instances.
const shared = globalThis as { rolecallLongResponses?: Set<() => void> };

/**
 * Registers `end` to be called when the server stops.
 * @returns a function that unregisters it, for when the response is complete
 */
export function endWithServer(end: () => void): () => void {
  all().add(end);
  return () => all().delete(end);
}

export function endLongResponses(): void {
  for (const end of all()) end();
}

function all(): Set<() => void> {
  shared.rolecallLongResponses ??= new Set();
  return shared.rolecallLongResponses;
}
