"use client";
import { clockTime } from "#components/ui/times.ts";
import { useNow } from "#components/ui/use-now.ts";

/** Shows the time since `since` (ISO 8601). */
export function RunningClock({ since }: { since: string }) {
  const now = useNow("second");
  return <span suppressHydrationWarning>{clockTime(now - Date.parse(since))}</span>;
}
