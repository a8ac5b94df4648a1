"use client";
/** What was asked for many roles at once, until its outcome has been read. */
import { useSyncExternalStore } from "react";
import type { Selectable } from "./selection.tsx";

export type Bulk = { what: "retried" | "checked"; roles: Pick<Selectable, "id" | "version">[]; note: string };

let bulk: Bulk | undefined;
const listeners = new Set<() => void>();

export function setBulk(next: Bulk | undefined): void {
  bulk = next;
  for (const each of listeners) each();
}

export function useBulk(): Bulk | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => bulk,
    () => undefined,
  );
}
