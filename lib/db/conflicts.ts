/** Tells which unique index a failed write violated. */
import pg from "pg";
import { Prisma } from "#generated/prisma/client.ts";

const UNIQUE_VIOLATION = "23505";

/**
 * Returns the name of the violated unique index, or undefined for any other error. Prisma 7 with a driver adapter
 * leaves `meta.target` out and names the index in the adapter's cause; for raw SQL it keeps Postgres's error code.
 */
export function violatedIndex(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) {
    return error.code === UNIQUE_VIOLATION ? (error.constraint ?? "unknown") : undefined;
  }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const meta = error.meta as
    | { driverAdapterError?: { cause?: { originalCode?: string; constraint?: { index?: string } } } }
    | undefined;
  const { originalCode, constraint } = meta?.driverAdapterError?.cause ?? {};
  if (error.code !== "P2002" && originalCode !== UNIQUE_VIOLATION) return undefined;
  return constraint?.index ?? "unknown";
}
