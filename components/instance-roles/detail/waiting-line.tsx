"use client";
import { isSettled } from "#lib/instance-roles/status.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { useNoWorker } from "../use-no-worker.ts";
import { Waiting } from "../waiting.tsx";
import { NO_WORKER } from "../words.ts";

/**
 * Says what AWS has to show before the run goes on, with nothing for the user to do; or that a worker has to be
 * started.
 */
export function WaitingLine({ rendered }: { rendered: InstanceRoleView }) {
  const { waiting, status } = useLiveRole(rendered);
  const noWorker = useNoWorker(!isSettled(status));
  if (noWorker) return <p className="mt-3 text-warn">{NO_WORKER}</p>;
  if (!waiting) return null;
  return (
    <p className="mt-3 text-warn">
      <span className="inline-block first-letter:uppercase">
        <Waiting waiting={waiting} />
      </span>
      <span className="text-ink-2">. Rolecall goes on by itself.</span>
    </p>
  );
}
