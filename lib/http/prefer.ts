/** `Prefer: wait=20` (RFC 7240 §4.3). */

const LONGEST_SECONDS = 30;

/** Returns how many seconds the caller wants to wait for a finished answer: at most 30, 0 without the header. */
export function preferredWait(headers: Headers): number {
  const preferences = (headers.get("prefer") ?? "").split(/[,;]/);
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(preference)?.[1];
    if (seconds) return Math.min(Number(seconds), LONGEST_SECONDS);
  }
  return 0;
}
