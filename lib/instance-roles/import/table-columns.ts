/** Detects what the columns of a table are from their titles, or else their content. Browser-safe. */
import { invalidField } from "#lib/errors.ts";
import { holdsCredential } from "#lib/role-arn/credentials.ts";
import { shownText } from "#lib/written-text.ts";
import { MOST_COLUMNS } from "./limits.ts";
import { type ChosenColumns, FIELDS, type Field, type UploadColumn } from "./parsed-upload.ts";

/** `titles` is absent where the first row is data. */
export type Table = { titles?: string[]; sample: string[][] };

export type Columns = {
  /** The field of each column; null for those that are ignored. */
  fields: (Field | null)[];
  columns: UploadColumn[];
  ignored: string[];
};

// In order of preference; lower-case letters only.
const TITLES = {
  roleArn: [["rolearn", "iamrolearn", "instancerolearn", "awsrolearn"], ["arn"]],
  name: [
    ["name"],
    ["rolename", "displayname", "resourcename", "nom", "nombre", "nome", "naam", "bezeichnung"],
  ],
  description: [
    ["description"],
    ["desc", "beschreibung", "descripcion", "descrizione", "comment", "note", "notes"],
  ],
} as const satisfies Record<Field, readonly (readonly string[])[]>;

/**
 * Assigns fields to columns.
 * @throws Refusal `invalid` on `header`: `column_missing`, `column_twice` or `too_many_columns`, with `columns` to
 * choose from
 */
export function columnsOf(table: Table, chosen: ChosenColumns): Columns {
  const width = widthOf(table);
  if (width > MOST_COLUMNS) throw tooManyColumns(width);
  const roleArn = chosen.roleArn ? chosen.roleArn - 1 : roleArnColumn(table, width);
  const fields = Array.from({ length: width }, (): Field | null => null);
  fields[roleArn] = "roleArn";
  for (const field of ["name", "description"] as const) {
    const at = chosen[field] === undefined ? titled(table, field) : chosen[field] - 1;
    if (at >= 0 && at < width && fields[at] === null) fields[at] = field;
  }
  const ignored = (table.titles ?? []).map(shownTitle).filter((title, at) => !fields[at] && title !== "");
  return { fields, ignored, columns: described(table, fields) };
}

const widthOf = ({ titles, sample }: Table) =>
  titles ? titles.length : Math.max(0, ...sample.map((row) => row.length));

function roleArnColumn(table: Table, width: number): number {
  const [byRole, byArn] = [titlesLike(table, TITLES.roleArn[0]), titlesLike(table, TITLES.roleArn[1])];
  const byContent = Array.from({ length: width }, (_, at) => at).filter((at) => holdsRoles(table, at));
  const [only, another] = byRole;
  if (another !== undefined) throw undecided(table, "column_twice", TWICE);
  if (only !== undefined) return only;
  const arn = byArn.find((at) => byContent.includes(at) || byContent.length === 0);
  if (arn !== undefined) return arn;
  const [found, more] = byContent;
  if (more !== undefined) throw undecided(table, "column_twice", TWICE);
  if (found === undefined) throw undecided(table, "column_missing", MISSING);
  return found;
}

const TWICE = "More than one column holds role ARNs. Choose the one to read.";
const MISSING =
  "No column with role ARNs was found. Name the columns role_arn, name and, if there is one, description in the first line, or choose the column.";

/** Whether at least half of the column's non-empty cells are role ARNs. */
function holdsRoles({ sample }: Table, at: number): boolean {
  const cells = sample.map((row) => row[at]?.trim() ?? "").filter((cell) => cell !== "");
  const roles = cells.filter(isRoleArnLike).length;
  return roles > 0 && roles * 2 >= cells.length;
}

/** Whether a cell looks like a role ARN, also with a wrong account or letters: the error is reported with its row. */
export const isRoleArnLike = (cell: string) => /^["'\s<]*arn:aws[a-z-]*:iam:[^:]*:[^:]*:role\//i.test(cell);

function titled(table: Table, field: "name" | "description"): number {
  for (const titles of TITLES[field]) {
    const [at] = titlesLike(table, titles);
    if (at !== undefined) return at;
  }
  return -1;
}

function titlesLike({ titles = [] }: Table, wanted: readonly string[]): number[] {
  return titles.flatMap((title, at) => (wanted.includes(plain(title)) ? [at] : []));
}

/** A title's letters in lower case, without a progress line that a tool wrote before the first title. */
function plain(title: string): string {
  const own = /^[^\p{L}"]\s?.*\.{3}\s*(\S+)$/u.exec(title.trim())?.[1] ?? title;
  return own
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** A title as it may be shown, never a credential. */
const shownTitle = (title: string) =>
  holdsCredential(title) ? "(a credential)" : shownText(title.trim(), 64);

/** Counts the known titles, to detect the separator where no row has an ARN. */
export function knownTitles(titles: string[]): number {
  const known: string[] = FIELDS.flatMap((field) => TITLES[field].flat());
  return titles.filter((title) => known.includes(plain(title))).length;
}

function described({ titles, sample }: Table, fields: (Field | null)[]): UploadColumn[] {
  return fields.map((field, at) => {
    const title = titles?.[at] ? shownTitle(titles[at]) : "";
    const cell = sample.map((row) => row[at]?.trim() ?? "").find((each) => each !== "");
    const isSecret = cell !== undefined && (holdsCredential(cell) || /secret|password|token/i.test(title));
    return {
      column: at + 1,
      ...(title && { title }),
      ...(cell && { sample: isSecret ? "(not shown)" : shownText(cell, 80) }),
      ...(field && { readAs: field }),
    };
  });
}

function undecided(table: Table, code: string, message: string) {
  const width = widthOf(table);
  const columns = described(
    table,
    Array.from({ length: width }, () => null),
  );
  return invalidField("header", code, message, { columns });
}

const tooManyColumns = (count: number) =>
  invalidField(
    "header",
    "too_many_columns",
    `The table has ${count.toLocaleString("en")} columns; an import takes at most ${MOST_COLUMNS}. Leave out those that are not needed.`,
  );
