"use client";
/** The guide is opened from the top bar, by `?`, and from words in the pages, which lead to their explanation. */
import { useSyncExternalStore } from "react";
import type { TermName } from "./terms.ts";

export type OpenGuide = { term: TermName | null } | null;

let open: OpenGuide = null;
const listeners = new Set<() => void>();

export function setGuide(next: OpenGuide): void {
  open = next;
  for (const each of listeners) each();
}

export function useOpenGuide(): OpenGuide {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
    () => null,
  );
}
