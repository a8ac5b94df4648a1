/**
 * Reads ARNs that are not in a table: one a line, separated by tabs, or in the AWS CLI's text output of `list-roles`.
 * Browser-safe.
 */
import { arnsIn, roleArnsAmong } from "#lib/role-arn/arns-in-text.ts";
import { hasRows } from "./has-rows.ts";
import type { ParsedUpload } from "./parsed-upload.ts";

type Line = { text: string; line: number };

/**
 * Returns the role ARNs anywhere in a text that is no table, such as Terraform or a script; null where there is none.
 * @throws Refusal `payload_too_large` for too many rows
 */
export function readArnsInText(text: string): ParsedUpload | null {
  const found = roleArnsAmong(arnsIn(text)).filter(({ isTorn }) => !isTorn);
  const items = found.map(({ arn }) => ({ roleArn: arn }));
  return items.length > 0 ? upload(items, [ONLY_ARNS]) : null;
}

const ONLY_ARNS = "Only the role ARNs were read from the text; each role gets the name it has in AWS.";

/**
 * Reads a list of ARNs; null where the text is none.
 * @throws Refusal `payload_too_large` for too many rows
 */
export function readArnList(text: string): ParsedUpload | null {
  const lines = text
    .split(/\r\n?|\n/)
    .map((each, index) => ({ text: each.trim(), line: index + 1 }))
    .filter((each) => each.text !== "" && !each.text.startsWith("#"));
  const [first] = lines;
  if (!first) return null;
  if (first.text.startsWith("ROLES\t")) return upload(lines.flatMap(ofCli), []);
  if (!isArn(first.text) || lines.some(hasOtherCells) || isTable(lines)) return null;
  const all = lines.flatMap(({ text: each, line }) => arnsOf(each).map((roleArn) => ({ roleArn, line })));
  const seen = new Set<string>();
  const once = all.filter(({ roleArn }) => !seen.has(roleArn) && seen.add(roleArn));
  const repeated = all.length - once.length;
  const notes = repeated > 0 ? [`Left out: ${repeated.toLocaleString("en")} repeated.`] : [];
  return upload(once, notes);
}

const isArn = (text: string) => /^(?:[-*•]\s+)?["'`<]*arn:/i.test(text);

/** Splits a line at commas, except those that are part of an ARN. */
function arnsOf(text: string): string[] {
  const separated = text.replace(/^[-*•]\s+/, "").split(/[\t;]+|,?\s+|,(?=["'`<]*arn:)|,$/i);
  return isArn(text) ? separated.filter((each) => each !== "") : [text];
}

function hasOtherCells({ text }: Line): boolean {
  const comment = / #.*$/;
  return isArn(text) && !arnsOf(text.replace(comment, "")).every(isArn);
}

/** Whether every line has the same number of commas, which are then separators rather than part of names. */
function isTable(lines: Line[]): boolean {
  const counts = new Set(lines.map(({ text }) => text.split(/,(?!["'`<]*arn:)/i).length));
  const [count = 1] = counts;
  return lines.length > 1 && counts.size === 1 && count > 1 && !lines[0]?.text.endsWith(",");
}

const CLI_WITH_DESCRIPTION = 8;

/**
 * A line of the CLI's text output: `ROLES`, then the values in the order of their keys: Arn, CreateDate, Description
 * where there is one, MaxSessionDuration, …
 */
function ofCli({ text, line }: Line): Item[] {
  const cells = text.split("\t");
  if (cells[0] !== "ROLES") return [];
  const roleArn = cells.find((cell) => cell.startsWith("arn:") && cell.includes(":role/"));
  if (!roleArn) return [];
  const described = cells.length >= CLI_WITH_DESCRIPTION && !/^\d+$/.test(cells[3] ?? "");
  return [{ roleArn, line, ...(described && { description: cells[3] as string }) }];
}

type Item = { roleArn: string; line?: number; description?: string };

function upload(items: Item[], notes: string[]): ParsedUpload {
  hasRows(items.length);
  const rows = items.map(({ line, ...body }, index) => ({
    row: index + 1,
    ...(line !== undefined && { line }),
    body,
    unnamed: true,
  }));
  return { source: "csv", rows, ignoredColumns: [], columns: [], notes, preview: false };
}
