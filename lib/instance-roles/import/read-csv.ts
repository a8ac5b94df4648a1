/**
 * The rows of a CSV, as spreadsheets write them: commas, semicolons or tabs, quoted cells, any order of columns,
 * any line ends. A list of ARNs without a header is one too. Browser-safe.
 */
import Papa from "papaparse";
import { invalidField } from "#lib/errors.ts";
import type { Given, GivenRow } from "./given.ts";
import { hasRows } from "./has-rows.ts";
import { MOST_COLUMNS, MOST_ROWS } from "./limits.ts";

const FIELDS = new Map<string, Field>([
  ["name", "name"],
  ["rolearn", "roleArn"],
  ["arn", "roleArn"],
  ["description", "description"],
]);

type Field = "name" | "roleArn" | "description";
type Header = { columns: (Field | null)[]; ignored: string[]; delimiter: string; lines: 0 | 1 };

/**
 * @param text decoded, without a byte order mark
 * @throws Refusal `invalid` where there is no column of role ARNs, too many columns or no row, `payload_too_large` for
 * too many rows
 */
export function readCsv(text: string): Given {
  const lines = text.replace(/\r\n?/g, "\n");
  const header = headerOf(lines);
  const rows = rowsOf(lines, header);
  hasRows(rows.length);
  return { source: "csv", rows, ignoredColumns: header.ignored, preview: false };
}

/** Spreadsheets separate by what their country separates by: the header tells. */
function headerOf(text: string): Header {
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  for (const delimiter of [",", ";", "\t"]) {
    const [cells = []] = Papa.parse<string[]>(withShortGaps(first, delimiter), { delimiter }).data;
    const titles = cells.map((title) => title.trim());
    const columns = titles.map((title) => FIELDS.get(title.toLowerCase().replace(/[\s_-]/g, "")) ?? null);
    if (!columns.includes("roleArn")) continue;
    if (columns.length > MOST_COLUMNS) throw tooManyColumns(columns.length);
    const twice = columns.find((field, at) => field !== null && columns.indexOf(field) !== at);
    if (twice)
      throw headerProblem("column_twice", `The header names ${COLUMN[twice]} twice. Keep one of them.`);
    const ignored = titles.filter((title, at) => columns[at] === null && title !== "");
    return { columns, ignored, delimiter, lines: 1 };
  }
  const isList = /^["'\s]*arn:/i.test(first);
  // An ARN may contain a comma; a list has one a line.
  if (isList && !/[;\t]|,\s*\S/.test(first)) {
    return { columns: ["roleArn"], ignored: [], delimiter: Papa.UNIT_SEP, lines: 0 };
  }
  if (first === "") return { columns: ["roleArn"], ignored: [], delimiter: ",", lines: 0 };
  throw headerProblem(
    "column_missing",
    "The first line has to name the columns: role_arn, name and, if there is one, description.",
  );
}

const COLUMN = { name: "name", roleArn: "role_arn", description: "description" } as const;

const tooManyColumns = (count: number) =>
  headerProblem(
    "too_many_columns",
    `The header has ${count.toLocaleString("en")} columns; an import takes at most ${MOST_COLUMNS}. Leave out those that are not needed.`,
  );

const headerProblem = (code: string, message: string) => invalidField("header", code, message);

const LONGEST_GAP = 256;

/**
 * For each quotation mark Papa reads the white space before the next separator anew, so none may be long. What a cell
 * may hold has no such gap, and at its ends it is not looked at.
 */
function withShortGaps(text: string, delimiter: string): string {
  const gaps = delimiter === "\t" ? /[^\S\n\t]+/g : /[^\S\n]+/g;
  return text.replace(gaps, (gap) => gap.slice(0, LONGEST_GAP));
}

function rowsOf(given: string, header: Header): GivenRow[] {
  const { delimiter } = header;
  const text = withShortGaps(given, delimiter);
  const rows: GivenRow[] = [];
  let line = 1;
  let at = 0;
  let isHeader = header.lines === 1;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    step({ data, errors, meta }, parser) {
      const from = line;
      line += countLines(text, at, meta.cursor);
      at = meta.cursor;
      if (data.every((cell) => cell.trim() === "")) return;
      if (isHeader) {
        isHeader = false;
        return;
      }
      rows.push(givenRow(data, { row: rows.length + 1, line: from }, header, errors.length > 0));
      // One more than there may be is enough to know.
      if (rows.length > MOST_ROWS) parser.abort();
    },
  });
  return rows;
}

type Place = { row: number; line: number };

function givenRow(cells: string[], place: Place, { columns }: Header, isTorn: boolean): GivenRow {
  const given: Partial<Record<Field, string>> = {};
  for (const [at, field] of columns.entries()) if (field) given[field] = textOf(cells[at] ?? "");
  const problem = isTorn ? torn(place) : surplus(cells, columns.length);
  const { name, ...unnamed } = given;
  if (name) return { ...place, body: given, ...(problem && { problem }) };
  return { ...place, body: unnamed, unnamed: true, ...(problem && { problem }) };
}

/** What an export keeps a spreadsheet from taking for a formula has an apostrophe in front of it. */
const textOf = (cell: string) => cell.trim().replace(/^'(?=[=+\-@])/, "");

const torn = ({ line }: Place) => ({
  path: "",
  code: "quotes",
  message: `A quotation mark on or after line ${line} is not closed as it should be. Inside quotes a quotation mark is written twice.`,
});

function surplus(cells: string[], columns: number): GivenRow["problem"] {
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
