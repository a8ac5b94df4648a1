/** SQL as Prisma's tagged template: every value becomes a parameter, and SQL fragments can be nested. */
import { Prisma } from "#generated/prisma/client.ts";

export const { sql, raw } = Prisma;

/** `text` holds $1, $2 …, `values` their values. */
export type Sql = Prisma.Sql;
