"use client";
import { useSyncExternalStore } from "react";

/** A clock shared by everything that shows passing time: one timer for the page. */
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
 * Returns milliseconds since 1970, updated once a second or twice a minute. The first values on the server and in the
 * browser differ, so what is rendered from it needs `suppressHydrationWarning`.
 */
export function useNow(step: keyof typeof CLOCK): number {
  const { subscribe, read } = CLOCK[step];
  return useSyncExternalStore(subscribe, read, typeof window === "undefined" ? Date.now : read);
}
