"use client";
/** What somebody asked for on a role's page and is not told the outcome of yet, by the role's id. */
import { useSyncExternalStore } from "react";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

export type Asked = {
  what: "retry" | "check";
  /** The role as it was before. */
  before: Pick<InstanceRoleView, "status" | "failure" | "version">;
};

const asked = new Map<string, Asked>();
const listeners = new Set<() => void>();

export function ask(id: string, what: Asked): void {
  asked.set(id, what);
  for (const each of listeners) each();
}

export function useAsked(id: string): Asked | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked.get(id),
    () => undefined,
  );
}
