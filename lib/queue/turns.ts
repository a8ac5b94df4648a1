/**
 * Computes the priorities of jobs that a tenant sends in bulk: below single jobs (priority 0), and round-robin across
 * tenants. They fall from the priority that is being served now, so that a later tenant starts beside the others, and
 * further jobs of a tenant queue behind its own (start-time fair queueing; the priority is the virtual time, negated).
 */
/** The fairness quantum: the number of one tenant's jobs served before the next tenant's. */
const FAIRNESS_QUANTUM = 8;

/**
 * Computes priorities.
 * @param waiting `now`: the priority being served, null where nothing waits; `behind`: the lowest of the tenant's own
 * jobs
 * @returns the priorities of its next `count` jobs, in order
 */
export function turnsFrom(
  { now, behind }: { now: number | null; behind: number | null },
  count: number,
): number[] {
  const first = behind === null ? (now ?? -1) : behind - 1;
  return Array.from({ length: count }, (_, index) => first - Math.floor(index / FAIRNESS_QUANTUM));
}
