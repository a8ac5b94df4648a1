"use client";

const AGAIN_MS = 5_000;

/**
 * Calls `then` once the server answers at `url`, which is retried after a delay and when the network is back.
 * `navigator.onLine` is ignored: without a network it is false, and Rolecall may run on this machine.
 * @returns a function that stops it
 */
export function whenAnswering(url: string, then: () => void): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  const ended = new AbortController();
  const { signal } = ended;

  function giveUp() {
    clearTimeout(again);
    ended.abort();
  }

  async function ask() {
    clearTimeout(again);
    const answered = await isAnswered(url, signal);
    if (signal.aborted) return;
    if (!answered) {
      clearTimeout(again);
      again = setTimeout(ask, AGAIN_MS);
      return;
    }
    giveUp();
    then();
  }

  window.addEventListener("online", ask, { signal });
  void ask();
  return giveUp;
}

/** Whether the server answered. A 404 counts, so that a user without access finds out; a 401 does not. */
async function isAnswered(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { cache: "no-store", signal }).catch(() => null);
  return response !== null && (response.ok || response.status === 404);
}
