/** The Prisma client, one for each process. Tenant tables are reached only through `inWorkspace` (tenant.ts). */
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "#generated/prisma/client.ts";
import { env } from "#lib/env.ts";
import { appConnection } from "./connection.ts";
import { statementName } from "./statement-names.ts";

type Client = PrismaClient<never, { user: { passwordHash: true } }>;
export type Tx = Prisma.TransactionClient;

// Next gives pages, route handlers and instrumentation separate module instances; the pool is shared.
const shared = globalThis as { rolecallPrisma?: Client };

/** The client for tables that belong to no tenant (users, sessions, workspaces, the attachment ledger). */
export function db(): Client {
  shared.rolecallPrisma ??= new PrismaClient({
    adapter: new PrismaPg(
      { ...appConnection(), max: env().DATABASE_POOL, idleTimeoutMillis: 30_000 },
      { statementNameGenerator: statementName },
    ),
    // The application has no right to read the column (user-store.ts).
    omit: { user: { passwordHash: true } },
    // A hundred concurrent requests wait for a connection; Prisma's default of two seconds would fail them.
    transactionOptions: { maxWait: 15_000, timeout: 20_000 },
  });
  return shared.rolecallPrisma;
}

export async function closeDb(): Promise<void> {
  await shared.rolecallPrisma?.$disconnect();
  delete shared.rolecallPrisma;
}
