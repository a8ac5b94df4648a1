"use client";
import { useState } from "react";
import { clockTime } from "#components/ui/times.ts";
import { useNow } from "#components/ui/use-now.ts";
import type { InstanceRoleView } from "#lib/instance-roles/view.ts";

type WaitingView = NonNullable<InstanceRoleView["waiting"]>;

/**
 * Shows e.g. "waiting 14 s for AWS to show the new instance profile". The seconds continue from the server's count, and
 * come first so that a narrow row does not cut them off.
 */
export function Waiting({ waiting }: { waiting: WaitingView }) {
  return <WaitingClock key={waiting.for} waiting={waiting} />;
}

function WaitingClock({ waiting }: { waiting: WaitingView }) {
  const now = useNow("second");
  // The view has the seconds so far; the browser's clock counts from there.
  const [since] = useState(() => Date.now() - waiting.sinceMs);
  return <span suppressHydrationWarning>{`waiting ${clockTime(now - since)} for ${waiting.for}`}</span>;
}
