/**
 * Reads the rows of a table from spreadsheets and tools: separated by commas, semicolons, tabs or bars, with quoted
 * cells, any order of columns, any line ends, with or without a header. Browser-safe.
 */
import Papa from "papaparse";
import { hasRows } from "./has-rows.ts";
import { MOST_COLUMNS, MOST_ROWS } from "./limits.ts";
import type { ChosenColumns, Field, ParsedRow, ParsedUpload } from "./parsed-upload.ts";
import { type Columns, columnsOf, isRoleArnLike, knownTitles, type Table } from "./table-columns.ts";

type Layout = { delimiter: string; hasHeader: boolean; skippedLines: number };

/**
 * Reads a table.
 * @param text decoded, without a byte order mark
 * @param chosen the user's choice of columns, if any
 * @throws Refusal `invalid` where the column of role ARNs cannot be detected, with `columns` to choose from, for too
 * many columns, or for no row; `payload_too_large` for too many rows
 */
export function readCsv(text: string, chosen: ChosenColumns = {}): ParsedUpload {
  const lines = text.replace(/\r\n?/g, "\n");
  if (lines.trim() === "") hasRows(0);
  const { layout, table } = layoutOf(lines);
  const columns = columnsOf(table, chosen);
  const rows = rowsOf(lines, layout, columns);
  hasRows(rows.length);
  return {
    source: "csv",
    rows,
    ignoredColumns: columns.ignored,
    columns: columns.columns,
    notes: [],
    preview: false,
  };
}

const SEPARATORS = [",", ";", "\t", "|"];
const SAMPLE_LINES = 200;

/**
 * Detects the separator, which spreadsheets choose by locale, from the ARNs, the titles, or `sep=` in the first line.
 */
function layoutOf(text: string): { layout: Layout; table: Table } {
  const separatorLine = /^\s*sep=(.)[^\S\n]*(?:\n|$)/i.exec(text);
  const skippedLines = separatorLine ? separatorLine[0].split("\n").length - 1 : 0;
  const sample = text
    .slice(separatorLine?.[0].length ?? 0)
    .split("\n", SAMPLE_LINES)
    .join("\n")
    .slice(0, 500_000);
  const tried = (separatorLine?.[1] ? [separatorLine[1]] : SEPARATORS).map((delimiter) =>
    tableBy(delimiter, sample),
  );
  const best = tried.reduce((one, other) => (isBetter(other, one) ? other : one));
  const { delimiter, titles, rows } = best;
  return {
    layout: { delimiter, hasHeader: titles !== undefined, skippedLines },
    table: { ...(titles && { titles }), sample: rows },
  };
}

type Tried = { delimiter: string; titles?: string[]; rows: string[][]; arns: number; known: number };

function tableBy(delimiter: string, sample: string): Tried {
  const parsed = Papa.parse<string[]>(withShortGaps(sample, delimiter), { delimiter, newline: "\n" }).data;
  const rows = parsed.filter((cells) => !isSkipped(cells));
  const [first = []] = rows;
  const isData = first.some(isRoleArnLike);
  const others = isData ? rows : rows.slice(1);
  const arns = others.flat().filter(isRoleArnLike).length;
  return {
    delimiter,
    ...(!isData && { titles: first }),
    rows: others.map((cells) => cells.slice(0, MOST_COLUMNS + 1)),
    arns,
    known: isData ? 0 : knownTitles(first),
  };
}

function isBetter(one: Tried, other: Tried): boolean {
  if (one.known !== other.known) return one.known > other.known;
  if (one.arns !== other.arns) return one.arns > other.arns;
  return (one.titles ?? one.rows[0] ?? []).length > (other.titles ?? other.rows[0] ?? []).length;
}

/** Whether a row is empty, a comment, or the line below a title in Markdown. */
function isSkipped(cells: string[]): boolean {
  if (cells.every((cell) => /^\s*$/.test(cell))) return true;
  if (cells.every((cell) => /^[\s:-]*$/.test(cell)) && cells.some((cell) => cell.includes("--"))) return true;
  return /^\s*#/.test(cells[0] ?? "") && !cells.some(isRoleArnLike);
}

const LONGEST_GAP = 256;

/**
 * Shortens long runs of white space. For each quotation mark Papa scans the white space before the next separator
 * again, so a long run takes quadratic time. No valid cell contains such a run.
 */
function withShortGaps(text: string, delimiter: string): string {
  const gaps = delimiter === "\t" ? /[^\S\n\t]+/g : /[^\S\n]+/g;
  return text.replace(gaps, (gap) => gap.slice(0, LONGEST_GAP));
}

function rowsOf(
  given: string,
  { delimiter, hasHeader, skippedLines }: Layout,
  columns: Columns,
): ParsedRow[] {
  const text = withShortGaps(given, delimiter);
  const rows: ParsedRow[] = [];
  let line = 1;
  let at = 0;
  let isHeader = hasHeader;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    step({ data, errors, meta }, parser) {
      const from = line;
      line += countLines(text, at, meta.cursor);
      at = meta.cursor;
      if (from <= skippedLines || isSkipped(data)) return;
      if (isHeader) {
        isHeader = false;
        return;
      }
      rows.push(parsedRow(data, { row: rows.length + 1, line: from }, columns, errors.length > 0));
      // One more than allowed is enough to refuse it.
      if (rows.length > MOST_ROWS) parser.abort();
    },
  });
  return rows;
}

type Place = { row: number; line: number };

function parsedRow(cells: string[], place: Place, { fields }: Columns, isTorn: boolean): ParsedRow {
  const read: Partial<Record<Field, string>> = {};
  for (const [at, field] of fields.entries()) if (field) read[field] = textOf(cells[at] ?? "");
  const problem = isTorn ? torn(place) : surplus(cells, fields.length);
  const { name, ...unnamed } = read;
  if (name) return { ...place, body: read, ...(problem && { problem }) };
  return { ...place, body: unnamed, unnamed: true, ...(problem && { problem }) };
}

/** What tools write for an empty value, with or without angle brackets. */
const NOTHING = /^(?:<null>|<nil>|null|none|\\N|n\/a)$/i;

/** Removes the apostrophe that an export puts in front of a cell so that a spreadsheet does not run it as a formula. */
function textOf(cell: string): string {
  const text = cell.trim();
  return NOTHING.test(text) ? "" : text.replace(/^'(?=[=+\-@])/, "");
}

const torn = ({ line }: Place) => ({
  path: "",
  code: "quotes",
  message: `A quotation mark on or after line ${line} is not closed as it should be. Inside quotes a quotation mark is written twice.`,
});

function surplus(cells: string[], columns: number): ParsedRow["problem"] {
  if (cells.slice(columns).every((cell) => cell.trim() === "")) return undefined;
  return {
    path: "",
    code: "too_many_cells",
    message: `The row has ${cells.length} cells and the header ${columns}. Put what contains a separator into quotes.`,
  };
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
