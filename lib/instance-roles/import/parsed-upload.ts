/** An import after parsing, before its rows are judged. Browser-safe. */
import type { FieldError } from "#lib/errors.ts";

export const FIELDS = ["roleArn", "name", "description"] as const;
export type Field = (typeof FIELDS)[number];

/** Column numbers counted from 1; 0 means no column has the field. Fields without a choice are detected. */
export type ChosenColumns = Partial<Record<Field, number>>;

/** A column of a table, for the user to choose what it is read as. */
export type UploadColumn = {
  /** Counted from 1. */
  column: number;
  /** Absent where the table has no header. */
  title?: string;
  /** The first cell with content; never a credential. */
  sample?: string;
  readAs?: Field;
};

export type ParsedUpload = {
  source: "csv" | "json";
  rows: ParsedRow[];
  /** Names of CSV columns and JSON keys that were ignored. */
  ignoredColumns: string[];
  /** All columns of a CSV, with the field each was read as. */
  columns: UploadColumn[];
  /** Notes about the upload, in whole sentences. */
  notes: string[];
  /** The body asked for a preview: return the verdicts, write nothing. */
  preview: boolean;
};

export type ParsedRow = {
  /** Counted from 1, without the header. */
  row: number;
  /** The line of the file it begins on, counted from 1. */
  line?: number;
  /** The row as the body of a registration, not validated. */
  body: unknown;
  /** The row has no name and needs none: the role's own is used. */
  unnamed?: boolean;
  /** The row cannot be parsed. */
  problem?: FieldError;
};
