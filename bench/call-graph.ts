/** How deep a run's calls are: the longest chain in which each began only after the one before had ended. */

export type TimedCall = { action: string; startMs: number; endMs: number };

export type CallGraph = { calls: number; depth: number };

export function graphOf(calls: TimedCall[]): CallGraph {
  // Intervals that do not overlap follow one another; taking the one that ends first each time gives the longest chain.
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
