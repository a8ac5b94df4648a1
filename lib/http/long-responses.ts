/** Responses that take their time: a server that is told to stop waits for them, so they can be asked to end. */

// Next gives route handlers and instrumentation separate module instances.
const shared = globalThis as { rolecallLongResponses?: Set<() => void> };

/** Has `end` called when the server stops. @returns what takes that back, once the response is through */
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
