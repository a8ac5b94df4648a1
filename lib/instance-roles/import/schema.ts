/** What may be sent about imports. Browser-safe. */
import { z } from "zod";
import { MOST_ROWS } from "./limits.ts";

/** One row as JSON; each is judged by itself, so that a bad one holds up none of the others. */
const ImportRow = z.object({
  name: z.string(),
  roleArn: z.string(),
  description: z.string().optional(),
});

/** For the API's document: what is read leniently is told strictly. */
export const ImportBody = z.object({
  rows: z.array(ImportRow).max(MOST_ROWS),
  preview: z.boolean().optional(),
});

export const ImportCsv = z
  .string()
  .describe(
    "The first line names the columns, at most a hundred, in any order: role_arn (or roleArn), name, description. Without a column of names, or where its cell is empty, a role gets the name it has in AWS. UTF-8; commas, semicolons or tabs; quoted cells.",
  );

export const ImportQuery = z.object({
  preview: z.enum(["true", "false"]).default("false").describe("Judge every row and write nothing"),
});
