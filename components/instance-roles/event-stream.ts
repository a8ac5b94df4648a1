"use client";
import type { InstanceRoleView, StepView } from "#lib/instance-roles/view.ts";
import { tellRemoved, tellRole, tellStep } from "./live.ts";

const AGAIN_MS = 15_000;

/**
 * Follows the workspace's roles while the tab is in sight: a browser allows six connections to one server over
 * HTTP/1.1, and a tab nobody looks at is not to hold one. `renderAnew` is called when the page itself has to change.
 * @returns what ends it
 */
export function openStream(url: string, renderAnew: () => void): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  function open() {
    clearTimeout(again);
    source?.close();
    source = new EventSource(url);
    source.addEventListener("ready", ({ lastEventId }) => {
      // What happened between rendering and now is not told.
      if (wasOpen || isBehind(Number(lastEventId))) renderAnew();
      wasOpen = true;
    });
    // Away for so long that too much has changed to be told one by one.
    source.addEventListener("reset", renderAnew);
    source.addEventListener(
      "role",
      ({ data }) => tellRole(JSON.parse(data) as InstanceRoleView) && renderAnew(),
    );
    source.addEventListener("step", ({ data }) => {
      const { registrationId, step } = JSON.parse(data) as { registrationId: string; step: StepView };
      tellStep(registrationId, step);
    });
    source.addEventListener("removed", ({ data }) => {
      tellRemoved((JSON.parse(data) as { id: string }).id);
      renderAnew();
    });
    source.addEventListener("error", () => {
      // The browser reconnects by itself, unless it was refused: then the page finds out why.
      if (source?.readyState !== EventSource.CLOSED) return;
      renderAnew();
      again = setTimeout(open, AGAIN_MS);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = undefined;
  }

  const onVisibility = () => (document.visibilityState === "visible" ? open() : close());
  if (document.visibilityState === "visible") open();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}

/** `version`: of the newest change when the stream began. What is in motion may even be gone by then. */
function isBehind(version: number): boolean {
  const known = document.querySelector<HTMLElement>("[data-known-up-to]")?.dataset.knownUpTo;
  return version > Number(known ?? version) || document.querySelector("[data-moving]") !== null;
}
