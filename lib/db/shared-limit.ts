/** Rate limits shared by all processes, counted in Postgres (table `rate_limit`) by rate-limiter-flexible. */
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { directly, type Statement } from "./direct.ts";

/**
 * Allows `points` for each key in a window of `seconds` from the key's first point. `name` is the prefix of its keys.
 */
export function sharedLimit({ name, points, seconds }: { name: string; points: number; seconds: number }) {
  return new RateLimiterPostgres({
    storeClient: { query: rowsOf },
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // Expired rows are deleted by lib/retention.
    clearExpiredByTimeout: false,
  });
}

export type SharedLimit = ReturnType<typeof sharedLimit>;

export type Taken = { isRefused: boolean; limit: number; remaining: number; secondsToReset: number };

/**
 * Takes one point, if one is left.
 * @param seconds the length of the window, if not the limit's own
 */
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

/** Prepares the limiter's statements, which are few and always the same. */
async function rowsOf(statement: Statement) {
  const rows = await directly(statement);
  return { rows, rowCount: rows.length };
}
