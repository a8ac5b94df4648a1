/** Validates input against its schema and reports errors by field. */
import type { z } from "zod";
import { Refusal } from "#lib/errors.ts";
import { fieldErrorsOf } from "#lib/field-errors.ts";

/**
 * Parses input.
 * @throws Refusal `invalid` (422) with one error for each field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const errors = fieldErrorsOf(result.error);
  throw new Refusal("invalid", errors[0]?.message ?? "Something is not right.", { errors });
}

/** Returns query parameters as an object; of one given twice the last counts, and an empty one is left out. */
export function queryOf(url: URL): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ""));
}
