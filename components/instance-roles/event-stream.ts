"use client";
import { keepEventSource } from "#components/event-source.ts";
import type { InstanceRoleView, StepView } from "#lib/instance-roles/view.ts";
import { tellRemoved, tellRole, tellStep } from "./live.ts";

/**
 * Follows the workspace's roles while the tab is in sight. `renderAnew` is called when the page itself has to change.
 * @returns what ends it
 */
export function openStream(url: string, renderAnew: () => void): () => void {
  let wasOpen = false;

  function listen(source: EventSource) {
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
  }

  return keepEventSource(url, { listen, refused: renderAnew });
}

/** `version`: of the newest change when the stream began. What is in motion may even be gone by then. */
function isBehind(version: number): boolean {
  const known = document.querySelector<HTMLElement>("[data-known-up-to]")?.dataset.knownUpTo;
  return version > Number(known ?? version) || document.querySelector("[data-moving]") !== null;
}
