/** The request bodies of imports. Browser-safe. */
import { z } from "zod";
import { MOST_COLUMNS, MOST_ROWS } from "./limits.ts";

/** One row as JSON; each is judged by itself, so that an invalid one does not affect the others. */
const ImportRow = z.object({
  name: z.string(),
  roleArn: z.string(),
  description: z.string().optional(),
});

/** The documented body, for OpenAPI; the parser accepts more. */
export const ImportBody = z.object({
  rows: z.array(ImportRow).max(MOST_ROWS),
  preview: z.boolean().optional(),
});

export const ImportCsv = z
  .string()
  .describe(
    "A table of at most a hundred columns, with a header or without: role_arn, name and description are known by their titles in any order, the role ARNs also by their content; the query can say which column is which. Or role ARNs, one a line; or the output of `aws iam list-roles`. Without a column of names, or where its cell is empty, a role gets the name it has in AWS. UTF-8 or UTF-16; commas, semicolons, tabs or bars; quoted cells.",
  );

const Column = z.coerce.number().int().min(0).max(MOST_COLUMNS).optional();

export const ImportQuery = z.object({
  preview: z.enum(["true", "false"]).default("false").describe("Judge every row and write nothing"),
  roleArnColumn: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_COLUMNS)
    .optional()
    .describe("The column of a CSV that holds the role ARNs, counted from 1"),
  nameColumn: Column.describe("The column of the names; 0: none"),
  descriptionColumn: Column.describe("The column of the descriptions; 0: none"),
});
