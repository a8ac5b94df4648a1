"use client";
/** Short news at the edge of the page. The toaster is loaded with the first of them. */
import { useSyncExternalStore } from "react";

let isNeeded = false;
const listeners = new Set<() => void>();

export async function say(news: string): Promise<void> {
  isNeeded = true;
  for (const each of listeners) each();
  const { toast } = await import("sonner");
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
