/** The API's operations on imports and on many instance roles at once. */
import { z } from "zod";
import { MOST_BYTES, MOST_NAMED } from "#lib/instance-roles/import/limits.ts";
import { ImportBody, ImportCsv, ImportQuery } from "#lib/instance-roles/import/schema.ts";
import { ImportDetail, ImportResult, ImportView, RetriedView } from "#lib/instance-roles/import/view.ts";
import { operation, Upload } from "../operation.ts";
import { PageInput, pageOf } from "../page.ts";

const ROLES = "/workspaces/{workspace}/instance-roles";
const IMPORT = `${ROLES}/imports/{id}`;
const tag = "Imports";

export const importRoles = operation({
  id: "importInstanceRoles",
  method: "POST",
  path: `${ROLES}/import`,
  tag,
  summary: "Register many IAM roles, from JSON or CSV",
  description:
    "At most 10,000 rows in 10 MiB. A CSV, a JSON or what other tools write is read as it is: see the bodies. Where the column of role ARNs cannot be told, the answer is 422 with the `columns` to choose from. Every row gets a verdict, with the codes and words of a single registration: `accepted`, `rejected`, or `already_registered` with the role's id. Rows that are refused hold up none of the others. More than 500 accepted rows are written bit by bit: the import exists at once, and its `progress.waiting` counts down. `preview=true` judges and writes nothing.",
  who: { mayDo: "instance_role.import" },
  query: ImportQuery,
  body: Upload,
  upload: { limit: MOST_BYTES, media: { "application/json": ImportBody, "text/csv": ImportCsv } },
  waits: true,
  answers: {
    200: { description: "A preview: the verdicts, and nothing is written", schema: ImportResult },
    201: { description: "Nothing is under way (any more)", schema: ImportResult, isLocated: true },
    202: { description: "Under way; follow the import", schema: ImportResult, isLocated: true },
  },
});

export const listAllImports = operation({
  id: "listImports",
  method: "GET",
  path: `${ROLES}/imports`,
  tag,
  summary: "List the imports of a workspace, newest first",
  who: { mayDo: "instance_role.read" },
  query: PageInput,
  answers: { 200: { description: "One page", schema: pageOf(ImportView) } },
});

export const getOneImport = operation({
  id: "getImport",
  method: "GET",
  path: IMPORT,
  tag,
  summary: "Show how far an import is, and a page of its rows that were refused or failed",
  who: { mayDo: "instance_role.read" },
  query: PageInput,
  answers: { 200: { description: "The import", schema: ImportDetail } },
});

export const exportImportFailures = operation({
  id: "exportImportFailures",
  method: "GET",
  path: `${IMPORT}/failures.csv`,
  tag,
  summary: "The rows that were refused or failed, as CSV: why, and who has to act",
  description:
    "Rows that were refused can be corrected in it, and the file be imported again: columns an import does not know are not read. Roles that failed are in the workspace already: retry them, or, for another ARN under the same name, delete them first.",
  who: { mayDo: "instance_role.read" },
  answers: { 200: { description: "All of them", media: { "text/csv": z.string() } } },
});

export const retryImportFailures = operation({
  id: "retryImport",
  method: "POST",
  path: `${IMPORT}/retry`,
  tag,
  summary: "Register all roles of an import that failed again",
  who: { mayDo: "instance_role.retry" },
  answers: { 202: { description: "Which of them run again", schema: RetriedView } },
});

export const retryRoles = operation({
  id: "retryInstanceRoles",
  method: "POST",
  path: `${ROLES}/retry`,
  tag,
  summary: "Register many failed roles again",
  who: { mayDo: "instance_role.retry" },
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_NAMED) }),
  answers: { 202: { description: "What became of each", schema: RetriedView } },
});
