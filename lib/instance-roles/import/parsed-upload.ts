/** An import as it was read, before anybody has judged its rows. Browser-safe. */
import type { FieldError } from "#lib/errors.ts";

export const FIELDS = ["roleArn", "name", "description"] as const;
export type Field = (typeof FIELDS)[number];

/** Which column holds what, counted from 1; 0 says that none does. What is not chosen is found out. */
export type ChosenColumns = Partial<Record<Field, number>>;

/** A column of a table, so that somebody can choose what it is read as. */
export type UploadColumn = {
  /** Counted from 1. */
  column: number;
  /** Absent where the table has no header. */
  title?: string;
  /** The first cell that says something; never a credential. */
  sample?: string;
  readAs?: Field;
};

export type ParsedUpload = {
  source: "csv" | "json";
  rows: ParsedRow[];
  /** Columns of a CSV and keys of a JSON that mean nothing here, by name. */
  ignoredColumns: string[];
  /** Of a CSV: all of them, and what each was read as. */
  columns: UploadColumn[];
  /** What else has to be said of it, in whole sentences. */
  notes: string[];
  /** Asked for in the body: judge, and write nothing. */
  preview: boolean;
};

export type ParsedRow = {
  /** Counted from 1, without the header. */
  row: number;
  /** The line of the file it begins on, counted from 1. */
  line?: number;
  /** What it says, in the shape of a registration's body. */
  body: unknown;
  /** No name was given, and none is wanted: the role's own is proposed. */
  unnamed?: boolean;
  /** It cannot be read at all. */
  problem?: FieldError;
};
