/** Input against its schema; what is wrong is told field by field. */
import type { z } from "zod";
import { Refusal } from "#lib/errors.ts";
import { fieldErrorsOf } from "#lib/field-errors.ts";

/** @throws Refusal `invalid` (422) with one error for each field */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const errors = fieldErrorsOf(result.error);
  throw new Refusal("invalid", errors[0]?.message ?? "Something is not right.", { errors });
}

/** Query parameters as an object; one given twice is the last of the two, an empty one is not given. */
export function queryOf(url: URL): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ""));
}
