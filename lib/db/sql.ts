/** SQL as a tagged template, by Prisma: every value becomes a parameter, and a piece of SQL can stand in another. */
import { Prisma } from "#generated/prisma/client.ts";

export const { sql, raw } = Prisma;

/** `text` holds $1, $2 …, `values` what stands for them. */
export type Sql = Prisma.Sql;
