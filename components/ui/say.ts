"use client";
/** Shows short messages as toasts. The toaster is loaded with the first of them. */
import { useSyncExternalStore } from "react";

let isNeeded = false;
const listeners = new Set<() => void>();
const { promise: isThere, resolve: toasterIsThere } = Promise.withResolvers<void>();

export { toasterIsThere };

/** Shows a message once the toaster is loaded. */
export async function say(news: string): Promise<void> {
  isNeeded = true;
  for (const each of listeners) each();
  const [{ toast }] = await Promise.all([import("sonner"), isThere]);
  toast(news);
}

/** Whether any message has been shown. */
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
