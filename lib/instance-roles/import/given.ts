/** An import as it was given, before anybody has judged its rows. Browser-safe. */
import type { FieldError } from "#lib/errors.ts";

export type Given = {
  source: "csv" | "json";
  rows: GivenRow[];
  /** Columns of a CSV that mean nothing here. */
  ignoredColumns: string[];
  /** Asked for in the body: judge, and write nothing. */
  preview: boolean;
};

export type GivenRow = {
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
