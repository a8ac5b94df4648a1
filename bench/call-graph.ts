/** The depth of a run's calls: the longest chain in which each call began after the one before had ended. */

export type TimedCall = { action: string; startMs: number; endMs: number };

export type CallGraph = { calls: number; depth: number };

export function graphOf(calls: TimedCall[]): CallGraph {
  // Non-overlapping intervals form a chain; always taking the one that ends first gives the longest.
  const byEnd = calls.toSorted((a, b) => a.endMs - b.endMs);
  let depth = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const call of byEnd) {
    if (call.startMs < end) continue;
    depth++;
    end = call.endMs;
  }
  return { calls: calls.length, depth };
}
