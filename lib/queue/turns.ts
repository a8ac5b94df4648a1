/**
 * Many jobs of one tenant wait behind single ones (priority 0), and take turns with the many of other tenants: a
 * tenant's jobs get priorities that fall from where the queue stands now, so that whoever comes later begins beside
 * those who are being served and not behind them, and whoever sends again begins behind their own
 * (start-time fair queueing; the priority is the virtual time, counted down).
 */
import type { Tx } from "#lib/db/client.ts";

/** Jobs of one tenant served before it is the next one's turn. */
const A_TURN = 8;

/** `key`: the member of the jobs' data that tells the tenant. */
export type Tenant = { key: string; value: string };

/** The priorities of a tenant's next `count` jobs, in their order. */
export async function turnsOf(
  tx: Tx,
  queue: string,
  { key, value }: Tenant,
  count: number,
): Promise<number[]> {
  const [waiting] = await tx.$queryRaw<{ now: number | null; behind: number | null }[]>`
    select max(priority) as now, min(priority) filter (where data ->> ${key} = ${value}) as behind
    from pgboss.job where name = ${queue} and state < 'active' and not blocked and priority < 0`;
  return turnsFrom(waiting ?? { now: null, behind: null }, count);
}

/** `now`: the turn being served; `behind`: the last one that is the tenant's own. */
export function turnsFrom(
  { now, behind }: { now: number | null; behind: number | null },
  count: number,
): number[] {
  const first = behind === null ? (now ?? -1) : behind - 1;
  return Array.from({ length: count }, (_, index) => first - Math.floor(index / A_TURN));
}
