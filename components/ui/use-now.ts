"use client";
import { useSyncExternalStore } from "react";

/** One clock for all that shows time passing: the page has one timer, however many rows it has. */
function clock(everyMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      now = Date.now();
      timer ??= setInterval(() => {
        now = Date.now();
        for (const each of listeners) each();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => now,
  };
}

const CLOCK = { second: clock(1000), minute: clock(30_000) };

/**
 * Milliseconds since 1970, moving once a second or twice a minute. The server's and the browser's first one differ by
 * the way between them: what is rendered from it needs `suppressHydrationWarning`.
 */
export function useNow(step: keyof typeof CLOCK): number {
  const { subscribe, read } = CLOCK[step];
  return useSyncExternalStore(subscribe, read, typeof window === "undefined" ? Date.now : read);
}
