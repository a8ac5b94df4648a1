"use client";
import { useState } from "react";
import { clockTime } from "#components/ui/times.ts";
import { useNow } from "#components/ui/use-now.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type WaitingView = NonNullable<InstanceRoleView["waiting"]>;

/**
 * "waiting 14 s for AWS to show the new instance profile": the seconds run on from where the server left them, and come
 * first, so that a narrow row does not cut them off.
 */
export function Waiting({ waiting }: { waiting: WaitingView }) {
  return <WaitingClock key={waiting.for} waiting={waiting} />;
}

function WaitingClock({ waiting }: { waiting: WaitingView }) {
  const now = useNow("second");
  // The view says how long it has been so; the browser's own clock takes over from there.
  const [since] = useState(() => Date.now() - waiting.sinceMs);
  return <span suppressHydrationWarning>{`waiting ${clockTime(now - since)} for ${waiting.for}`}</span>;
}
