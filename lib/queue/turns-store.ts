import type { Tx } from "#lib/db/client.ts";
import { turnsFrom } from "./turns.ts";

/** `key` is the property of the jobs' data whose value names the tenant. */
export type Tenant = { key: string; value: string };

/** Returns the priorities of a tenant's next `count` jobs, in order. */
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
