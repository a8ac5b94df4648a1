/** Retries a run's writes through a database outage. */
import { setTimeout as sleep } from "node:timers/promises";
import { Prisma } from "#generated/prisma/client.ts";
import { log } from "#lib/log.ts";

const GIVE_UP_MS = 90_000;
const PAUSE_MS = 500;

/** Repeats a write for as long as the database cannot be reached. The write must be idempotent. */
export async function withDatabaseRetries<T>(write: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      return await write();
    } catch (error) {
      const isOver = performance.now() - began > GIVE_UP_MS || signal?.aborted;
      if (isOver || !isUnreachable(error)) throw error;
      log.warn({ err: error }, "the database cannot be reached; trying again");
      await sleep(PAUSE_MS);
    }
  }
}

// Prisma: cannot reach, timed out, closed, pool exhausted, transaction not started; Postgres: idle timeout, shutting
// down, starting up.
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
const AWAY =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|Connection terminated|ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections|timeout exceeded when trying to connect|25P03|57P0[123]|08\d{3}|server closed the connection|not queryable/;

export function isUnreachable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return PRISMA.has(error.code) || AWAY.test(`${error.message} ${JSON.stringify(error.meta ?? {})}`);
  }
  if (!(error instanceof Error)) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const text = `${typeof code === "string" ? code : ""} ${error.message} ${JSON.stringify(cause ?? {})}`;
  return AWAY.test(text);
}
