/** Limits that hold over all processes: counted in Postgres (table `rate_limit`) by rate-limiter-flexible. */
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { directly, type Statement } from "./direct.ts";

/** `points` for each key in `seconds`, which begin with the key's first point. `name` is the prefix of its keys. */
export function sharedLimit({ name, points, seconds }: { name: string; points: number; seconds: number }) {
  return new RateLimiterPostgres({
    storeClient: { query: rowsOf },
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // The worker deletes expired rows (lib/worker/sweeper.ts).
    clearExpiredByTimeout: false,
  });
}

export type SharedLimit = ReturnType<typeof sharedLimit>;

export type Taken = { isRefused: boolean; limit: number; remaining: number; secondsToReset: number };

/** Takes one point, where one is left. @param seconds the length of the window, where it is not the limit's own */
export async function takePoint(limit: SharedLimit, key: string, seconds?: number): Promise<Taken> {
  const options = seconds === undefined ? {} : { customDuration: seconds };
  try {
    return taken(limit, await limit.consume(key, 1, options), false);
  } catch (error) {
    if (error instanceof RateLimiterRes) return taken(limit, error, true);
    throw error;
  }
}

function taken(
  limit: SharedLimit,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
  isRefused: boolean,
): Taken {
  const secondsToReset = Math.ceil(msBeforeNext / 1000);
  return { isRefused, limit: limit.points, remaining: remainingPoints, secondsToReset };
}

/** Its statements are few and always the same: planned once a connection, like ours. */
async function rowsOf(statement: Statement) {
  const rows = await directly(statement);
  return { rows, rowCount: rows.length };
}
