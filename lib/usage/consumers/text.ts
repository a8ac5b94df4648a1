/** Quotes values in snippets. Browser-safe. */
import { stringify } from "yaml";
import type { Json } from "#lib/iam-policy/parse.ts";
import { prettyPolicy } from "#lib/iam-policy/pretty.ts";

export const json = (value: Json): string => prettyPolicy(value);
export const yaml = (value: Json): string => stringify(value, { lineWidth: 0 }).trimEnd();

/** A string for Python: JSON's form is Python's. */
export const python = (text: string): string => JSON.stringify(text);

/** A string for SQL. */
export const sql = (text: string): string => `'${text.replaceAll("'", "''")}'`;
