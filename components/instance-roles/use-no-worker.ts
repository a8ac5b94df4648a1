"use client";
import { useSyncExternalStore } from "react";
import type { ReadinessView } from "#lib/service/view.ts";

const PATIENCE_MS = 15_000;
const AGAIN_MS = 10_000;

let isMissing = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/**
 * Whether no worker is running. Asked once for all waiting roles, and only after they have waited for a while, because
 * a running worker would have begun.
 */
export function useNoWorker(isMoving: boolean): boolean {
  return useSyncExternalStore(
    isMoving ? subscribe : never,
    () => isMoving && isMissing,
    () => false,
  );
}

const never = () => () => {};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setTimeout(ask, PATIENCE_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
    isMissing = false;
  };
}

async function ask() {
  const mine = timer;
  const readiness = await fetch("/api/health/ready")
    .then((response) => response.json() as Promise<ReadinessView>)
    .catch(() => null);
  // Nothing is in motion any more.
  if (timer !== mine) return;
  isMissing = saysNoWorker(readiness);
  for (const each of listeners) each();
  timer = setTimeout(ask, AGAIN_MS);
}

/** Whether readiness reports that no worker runs; false without a database, when it is unknown. */
function saysNoWorker(readiness: ReadinessView | null): boolean {
  const isOk = (part: string) => readiness?.checks?.find(({ name }) => name === part)?.ok;
  return isOk("database") === true && isOk("worker") === false;
}
