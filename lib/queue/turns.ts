/**
 * The priorities of jobs that a tenant sends in bulk: below single jobs (priority 0), and round-robin across tenants.
 * They fall from the priority that is being served now, so that a tenant that comes later begins beside the others
 * and one that sends again begins behind its own (start-time fair queueing; the priority is the virtual time, negated).
 */
/** The fairness quantum: so many jobs of one tenant are served before the next tenant's. */
const FAIRNESS_QUANTUM = 8;

/**
 * @param waiting `now`: the priority being served, null where nothing waits; `behind`: the lowest of the tenant's own jobs
 * @returns the priorities of its next `count` jobs, in their order
 */
export function turnsFrom(
  { now, behind }: { now: number | null; behind: number | null },
  count: number,
): number[] {
  const first = behind === null ? (now ?? -1) : behind - 1;
  return Array.from({ length: count }, (_, index) => first - Math.floor(index / FAIRNESS_QUANTUM));
}
