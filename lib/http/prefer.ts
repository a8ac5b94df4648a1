/** `Prefer: wait=20` (RFC 7240 §4.3). */

const LONGEST_SECONDS = 30;

/** For how many seconds the caller would rather wait than get an unfinished answer; at most 30, 0 without the header. */
export function preferredWait(headers: Headers): number {
  const preferences = (headers.get("prefer") ?? "").split(/[,;]/);
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(preference)?.[1];
    if (seconds) return Math.min(Number(seconds), LONGEST_SECONDS);
  }
  return 0;
}
