"use client";
import { keepEventSource } from "#components/event-source.ts";
import type { InstanceRoleView, StepView } from "#lib/instance-roles/view.ts";
import { tellRemoved, tellRole, tellStep } from "./live.ts";

/**
 * Follows the workspace's roles while the tab is visible. `renderAnew` is called when the page itself has to change.
 * @returns a function that stops it
 */
export function openStream(url: string, renderAnew: () => void): () => void {
  let wasOpen = false;

  function listen(source: EventSource) {
    source.addEventListener("ready", ({ lastEventId }) => {
      // Changes between rendering and now are not sent.
      if (wasOpen || isBehind(Number(lastEventId))) renderAnew();
      wasOpen = true;
    });
    // The stream was away for too long to resume.
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
  }

  return keepEventSource(url, { listen, refused: renderAnew });
}

/** Whether the page is older than the stream's first version. A role that was in motion may have been deleted since. */
function isBehind(version: number): boolean {
  const known = document.querySelector<HTMLElement>("[data-known-up-to]")?.dataset.knownUpTo;
  return version > Number(known ?? version) || document.querySelector("[data-moving]") !== null;
}
