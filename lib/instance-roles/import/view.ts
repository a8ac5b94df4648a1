/** The responses about imports, as zod schemas. Browser-safe. */
import { z } from "zod";
import { FailureView } from "#lib/failures/view.ts";
import { ExistingView } from "../view.ts";
import { FIELDS } from "./parsed-upload.ts";
import { VERDICTS } from "./verdict.ts";

const FieldErrorView = z.object({ path: z.string(), code: z.string(), message: z.string() });

/** The verdict on one row. */
export const ImportRowView = z.object({
  row: z.number().int().describe("Counted from 1, without a CSV's header"),
  line: z.number().int().optional().describe("The line of the CSV that the row begins on"),
  status: z.enum(VERDICTS),
  id: z
    .uuid()
    .optional()
    .describe("The role that is registered now, was before, or will be once the import has reached the row"),
  name: z.string().optional(),
  roleArn: z.string().optional(),
  description: z.string().optional(),
  existing: ExistingView.optional(),
  sameAsRow: z.number().int().optional().describe("The earlier row with the same role or name"),
  meant: z
    .object({
      roleArn: z.string().optional(),
      roleName: z.string().optional(),
      profileName: z.string().optional(),
      accountId: z.string().optional(),
      partition: z.string().optional(),
    })
    .optional()
    .describe("What was probably meant"),
  errors: z.array(FieldErrorView).optional().describe("With the codes of a single registration"),
});
export type ImportRowView = z.infer<typeof ImportRowView>;

const Counts = {
  rows: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  alreadyRegistered: z.number().int(),
};

/** Counts of the accepted rows by status; they add up to `accepted`. */
export const ImportProgress = z.object({
  waiting: z.number().int().describe("Have no role yet: a worker writes some hundred at a time"),
  registering: z.number().int(),
  active: z.number().int(),
  failed: z.number().int(),
  deleting: z.number().int(),
  deleted: z.number().int(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

export const ImportView = z.object({
  id: z.uuid(),
  source: z.enum(["csv", "json"]),
  ...Counts,
  progress: ImportProgress,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ImportView = z.infer<typeof ImportView>;

/** A column of a CSV; `sample` is one of its cells, never a credential. */
export const UploadColumnView = z.object({
  column: z.number().int().describe("Counted from 1"),
  title: z.string().optional(),
  sample: z.string().optional(),
  readAs: z.enum(FIELDS).optional(),
});

export type UploadColumnView = z.infer<typeof UploadColumnView>;

/** The response of POST: the verdicts, and the import unless it was a preview. */
export const ImportResult = z.object({
  preview: z.boolean(),
  ...Counts,
  ignoredColumns: z.array(z.string()).describe("Columns of the CSV, or keys of the JSON, that were not read"),
  columns: z.array(UploadColumnView).describe("The columns of a CSV, and what each was read as"),
  notes: z.array(z.string()).describe("What else is to be known of it, such as that a list was cut off"),
  import: ImportView.optional(),
  verdicts: z.array(ImportRowView),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** A row that did not become an Active role: refused before registering, or failed in AWS. */
export const ImportFailureView = z.object({
  row: z.number().int(),
  line: z.number().int().optional(),
  status: z.enum(["rejected", "failed"]),
  id: z.uuid().optional().describe("The role that failed"),
  name: z.string().optional(),
  roleArn: z.string().optional(),
  description: z.string().optional(),
  reason: z.string(),
  title: z.string(),
  detail: z.string(),
  actor: FailureView.shape.actor,
});
export type ImportFailureView = z.infer<typeof ImportFailureView>;

export const ImportDetail = ImportView.extend({
  failures: z.object({ items: z.array(ImportFailureView), nextCursor: z.string().nullable() }),
});
export type ImportDetail = z.infer<typeof ImportDetail>;

const Retried = z
  .enum(["retrying", "not_in_this_state", "removal_failed", "not_found"])
  .describe("removal_failed: it was to be deleted, so it is not registered again; delete it once more");

/** The response of a retry of many roles. */
export const RetriedView = z.object({
  retried: z.number().int(),
  items: z.array(z.object({ id: z.uuid(), status: Retried })),
});
export type RetriedView = z.infer<typeof RetriedView>;
