"use client";
/** Short news at the edge of the page. The toaster is loaded with the first of them. */
import { useSyncExternalStore } from "react";

let isNeeded = false;
const listeners = new Set<() => void>();
const { promise: isThere, resolve: toasterIsThere } = Promise.withResolvers<void>();

export { toasterIsThere };

/** Waits for the toaster: it does not hear what was said before it was there. */
export async function say(news: string): Promise<void> {
  isNeeded = true;
  for (const each of listeners) each();
  const [{ toast }] = await Promise.all([import("sonner"), isThere]);
  toast(news);
}

/** Whether anything has been said yet. */
export function useIsToasterNeeded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isNeeded,
    () => false,
  );
}
