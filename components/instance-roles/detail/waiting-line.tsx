"use client";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";
import { useLiveRole } from "../live.ts";
import { Waiting } from "../waiting.tsx";

/** What AWS makes us wait for, and that nobody has to do anything about it. */
export function WaitingLine({ rendered }: { rendered: InstanceRoleView }) {
  const { waiting } = useLiveRole(rendered);
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
