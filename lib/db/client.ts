/** The Prisma client, one a process. Tenant tables are reached through `inWorkspace` (tenant.ts) alone. */
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "#generated/prisma/client.ts";
import { env } from "#lib/env.ts";
import { statementName } from "./statement-names.ts";

export type Tx = Prisma.TransactionClient;

/**
 * A process that stands still with a transaction open would keep its locks for as long, and with them whoever takes
 * its work up. No transaction waits for anything but Postgres.
 */
const LONGEST_SILENCE_MS = 10_000;

/** Connection settings of the application: the owner's URL, but as the role that row-level security binds. */
export function appConnection() {
  return {
    connectionString: env().DATABASE_URL,
    options: `-c role=rolecall_app -c idle_in_transaction_session_timeout=${LONGEST_SILENCE_MS}`,
  };
}

// Next gives pages, route handlers and instrumentation separate module instances; the pool is shared.
const shared = globalThis as { rolecallPrisma?: PrismaClient };

/** The client for tables that belong to no tenant (users, sessions, workspaces, the attachment ledger). */
export function db(): PrismaClient {
  shared.rolecallPrisma ??= new PrismaClient({
    adapter: new PrismaPg(
      { ...appConnection(), max: env().DATABASE_POOL, idleTimeoutMillis: 30_000 },
      { statementNameGenerator: statementName },
    ),
    // A hundred requests at once wait their turn for a connection; Prisma's two seconds turn that into errors.
    transactionOptions: { maxWait: 15_000, timeout: 20_000 },
  });
  return shared.rolecallPrisma;
}

export async function closeDb(): Promise<void> {
  await shared.rolecallPrisma?.$disconnect();
  delete shared.rolecallPrisma;
}
