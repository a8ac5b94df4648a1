/** A policy document as people read it. Browser-safe. */
import { isObject, type Json } from "./parse.ts";

const LONGEST_LINE = 96;

/** JSON with two spaces; a short list of strings stays on one line, so that a change of it is a change of one line. */
export function prettyPolicy(json: Json, indent = ""): string {
  const inner = `${indent}  `;
  if (Array.isArray(json)) {
    const line = `[${json.map((item) => JSON.stringify(item)).join(", ")}]`;
    const isShort =
      json.every((item) => typeof item !== "object") && inner.length + line.length <= LONGEST_LINE;
    if (isShort) return line;
    return block(
      "[",
      json.map((item) => inner + prettyPolicy(item, inner)),
      `${indent}]`,
    );
  }
  if (!isObject(json)) return JSON.stringify(json);
  const entries = Object.entries(json);
  if (entries.length === 0) return "{}";
  return block(
    "{",
    entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${prettyPolicy(value, inner)}`),
    `${indent}}`,
  );
}

function block(open: string, lines: string[], close: string): string {
  return `${open}\n${lines.join(",\n")}\n${close}`;
}
