/** Which unique index a write ran into. */
import { Prisma } from "#generated/prisma/client.ts";

/**
 * The name of the unique index a failed write violated, or undefined for any other error.
 * Prisma 7 with a driver adapter leaves `meta.target` out and names the index in the adapter's cause.
 */
export function violatedIndex(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return undefined;
  const meta = error.meta as
    | { driverAdapterError?: { cause?: { constraint?: { index?: string } } } }
    | undefined;
  return meta?.driverAdapterError?.cause?.constraint?.index ?? "unknown";
}
