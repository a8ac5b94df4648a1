"use client";
import { exactTime, relativeTime } from "./times.ts";
import { useNow } from "./use-now.ts";

/** Shows e.g. "2 min ago", with the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow("minute");
  return (
    <time dateTime={at} title={exactTime(at)} className="whitespace-nowrap" suppressHydrationWarning>
      {relativeTime(at, now)}
    </time>
  );
}
