/** Writes Terraform's HCL, as far as our blocks need it. Browser-safe. */
import { isObject, type Json } from "#lib/iam-policy/parse.ts";

/** An argument's value: JSON, or an expression that is HCL already. */
export type HclValue = Json | { expression: string };

/** `resource "aws_iam_role" "etl" { … }`, laid out as `terraform fmt` would; nested `blocks` come last. */
export function hclResource(
  type: string,
  label: string,
  values: [string, HclValue][],
  blocks: string[] = [],
): string {
  const lines: string[] = [];
  for (const group of groupsOfOneLine(values.map(([name, value]) => [name, written(value)]))) {
    const width = Math.max(...group.map(([name]) => name.length));
    lines.push(...group.map(([name, text]) => `  ${name.padEnd(width)} = ${text}`));
  }
  const nested = blocks.flatMap((block) => ["", block.replace(/^(?=.)/gm, "  ")]);
  return [`resource "${type}" "${label}" {`, ...lines, ...nested, "}"].join("\n");
}

/** Returns `locals { … }` with one value, for building into existing code. */
export function hclLocal(name: string, value: Json): string {
  return ["locals {", `  ${name} = ${hclValue(value, "  ")}`, "}"].join("\n");
}

/** A reference such as `aws_iam_role.etl.id`, which is written without quotes. */
export function hclReference(expression: string): { expression: string } {
  return { expression };
}

/** A policy document as `jsonencode({ … })`. */
export function hclDocument(document: Json): { expression: string } {
  return { expression: `jsonencode(${hclValue(document, "  ")})` };
}

/** A name Terraform takes as a label. */
export function hclLabel(name: string): string {
  const label = name.replace(/[^A-Za-z0-9_]/g, "_");
  return /^[A-Za-z_]/.test(label) ? label : `_${label}`;
}

function written(value: HclValue): string {
  if (isExpression(value)) return value.expression;
  return hclValue(value as Json, "  ");
}

function isExpression(value: HclValue): value is { expression: string } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "expression" in value;
}

function hclValue(value: Json, indent: string): string {
  if (typeof value === "string") return hclString(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    if (value.length === 1 && typeof value[0] === "string") return `[${hclString(value[0])}]`;
    const items = value.map((item) => `${indent}  ${hclValue(item, `${indent}  `)},`);
    return ["[", ...items, `${indent}]`].join("\n");
  }
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, item]): [string, string] => [
    /^[A-Za-z_][\w-]*$/.test(key) ? key : hclString(key),
    hclValue(item, `${indent}  `),
  ]);
  if (entries.length === 0) return "{}";
  const lines = groupsOfOneLine(entries).flatMap((group) => {
    const width = Math.max(...group.map(([key]) => key.length));
    return group.map(([key, text]) => `${indent}  ${key.padEnd(width)} = ${text}`);
  });
  return ["{", ...lines, `${indent}}`].join("\n");
}

/** `terraform fmt` aligns neighbouring lines; an item of several lines stands for itself and ends the run. */
function groupsOfOneLine(entries: [string, string][]): [string, string][][] {
  const groups: [string, string][][] = [];
  let open = false;
  for (const entry of entries) {
    const isLong = entry[1].includes("\n");
    if (open && !isLong) groups[groups.length - 1]?.push(entry);
    else groups.push([entry]);
    open = !isLong;
  }
  return groups;
}

/** JSON's escapes are HCL's; `${` and `%{` would begin a template. */
function hclString(text: string): string {
  return JSON.stringify(text).replace(/[$%]\{/g, (begin) => begin[0] + begin);
}
