/** Separates tenants by row-level security: Postgres shows a transaction only the rows of the workspace it entered. */
import { db, type Tx } from "./client.ts";

/**
 * Runs `work` in one transaction that sees and writes the rows of one workspace only. Keep it short, without network
 * calls.
 * @param timeoutMs for work on many rows: more than Prisma's default of five seconds
 */
export function inWorkspace<T>(
  workspaceId: string,
  work: (tx: Tx) => Promise<T>,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<T> {
  return db().$transaction(
    async (tx) => {
      await tx.$executeRaw`select set_config('rolecall.workspace_id', ${workspaceId}, true)`;
      return work(tx);
    },
    { ...(timeoutMs && { timeout: timeoutMs }) },
  );
}

/** Runs `work` in one transaction that sees the memberships of one user, in whatever workspaces. */
export function asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('rolecall.user_id', ${userId}, true)`;
    return work(tx);
  });
}
