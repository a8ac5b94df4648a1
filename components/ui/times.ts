/** Formats times and durations. Browser-safe. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `at`: ISO 8601; `now`: milliseconds since 1970. */
export function relativeTime(at: string, now: number): string {
  const age = now - Date.parse(at);
  if (age >= 7 * DAY) return day(at, now);
  if (age < 45_000) return "just now";
  if (age < HOUR) return `${Math.max(1, Math.floor(age / MINUTE))} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const days = Math.floor(age / DAY);
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** Returns UTC, as AWS's logs do: `3 Mar 2026, 14:05:09 UTC`. */
export function exactTime(at: string): string {
  const date = new Date(at);
  return `${dayOf(date)} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** Returns e.g. `< 1 ms`, `84 ms`, `6.2 s`, `2 min 14 s`. */
export function duration(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  return clockTime(ms);
}

/** Returns whole seconds for a running clock: `0 s`, `14 s`, `2 min 14 s`. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function day(at: string, now: number): string {
  const date = new Date(at);
  const sameYear = new Date(now).getUTCFullYear() === date.getUTCFullYear();
  return sameYear ? dayOf(date) : `${dayOf(date)} ${date.getUTCFullYear()}`;
}

const dayOf = (date: Date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
