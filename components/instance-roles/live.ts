"use client";
/** Holds the newest view of each role from the event stream since the page was rendered, by id. */
import { useSyncExternalStore } from "react";
import type { InstanceRoleView, StepView } from "#lib/instance-roles/view.ts";

const roles = new Map<string, InstanceRoleView>();
const removed = new Set<string>();
const steps = new Map<string, StepView>();
const listeners = new Set<() => void>();

/**
 * Stores a view.
 * @returns whether the page has to be refreshed: the role is new or its status changed
 */
export function tellRole(role: InstanceRoleView): boolean {
  const known = roles.get(role.id);
  if (known && known.version >= role.version) return false;
  roles.set(role.id, role);
  notify();
  return known?.status !== role.status;
}

export function tellRemoved(id: string): void {
  removed.add(id);
  notify();
}

export function tellStep(registrationId: string, step: StepView): void {
  steps.set(`${registrationId} ${step.name}`, step);
  notify();
}

export function isRemoved(id: string | undefined): boolean {
  return id !== undefined && removed.has(id);
}

function notify() {
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type Moving = Pick<InstanceRoleView, "id" | "version">;

/** Returns the role's newest view: the server's rendering, or an event since. */
export function useLiveRole<R extends Moving>(rendered: R): R | InstanceRoleView {
  const told = useSyncExternalStore(
    subscribe,
    () => roles.get(rendered.id),
    () => undefined,
  );
  return told && told.version > rendered.version ? told : rendered;
}

export function useIsRemoved(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => removed.has(id),
    () => false,
  );
}

/** Returns the newest view of each role from the event stream; undefined for roles without an event. */
export function useTold(ids: string[]): (InstanceRoleView | undefined)[] {
  // A string, so that it is the same for as long as nothing has changed.
  useSyncExternalStore(
    subscribe,
    () => ids.map((id) => roles.get(id)?.version).join(),
    () => "",
  );
  return ids.map((id) => roles.get(id));
}

/** Returns the newest view of a run's step. */
export function useLiveStep(registrationId: string, rendered: StepView): StepView {
  const told = useSyncExternalStore(
    subscribe,
    () => steps.get(`${registrationId} ${rendered.name}`),
    () => undefined,
  );
  return told && !isBehind(told, rendered) ? told : rendered;
}

const HAS_ENDED: StepView["status"][] = ["DONE", "FAILED", "SKIPPED"];

/** Whether an event is older than the page's rendering. */
function isBehind(told: StepView, rendered: StepView): boolean {
  return HAS_ENDED.includes(rendered.status) && !HAS_ENDED.includes(told.status);
}
