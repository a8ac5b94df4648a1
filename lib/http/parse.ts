/** Input against its schema; what is wrong is told field by field. */
import type { z } from "zod";
import { type FieldError, Refusal } from "#lib/errors.ts";

/** @throws Refusal `invalid` (422) with one error for each field */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const errors = firstOfEach(result.error.issues.flatMap(fieldErrors));
  throw new Refusal("invalid", errors[0]?.message ?? "Something is not right.", { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join("."),
      code: "unknown_field",
      message: `${JSON.stringify(key.slice(0, 100))} is not a field of this request`,
    }));
  }
  return [{ path: issue.path.join("."), code: issue.code, message: issue.message }];
}

/** A field that is wrong in two ways is told the first. */
function firstOfEach(errors: FieldError[]): FieldError[] {
  return [...Map.groupBy(errors, ({ path }) => path).values()].map(([first]) => first as FieldError);
}

/** Query parameters as an object; one given twice is the last of the two, an empty one is not given. */
export function queryOf(url: URL): Record<string, string> {
  return Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ""));
}
