"use client";

const AGAIN_MS = 5_000;

/**
 * Calls `then` once the server answers at `url`, which is asked again a little later, and when the network is back.
 * The browser's own word is not asked: without a network it says "offline", and Rolecall may run on this machine.
 * @returns what gives it up
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

/** "Not here" is an answer too: whoever may not see the workspace any more is to find out. "Signed out" is none. */
async function isAnswered(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { cache: "no-store", signal }).catch(() => null);
  return response !== null && (response.ok || response.status === 404);
}
