/** Converts zod's issues to field errors. Browser-safe. */
import type { z } from "zod";
import type { FieldError } from "./errors.ts";
import { shownText } from "./written-text.ts";

/** Returns one error for each field, the first one. */
export function fieldErrorsOf({ issues }: z.ZodError): FieldError[] {
  const byPath = Map.groupBy(issues.flatMap(fieldErrors), ({ path }) => path);
  return [...byPath.values()].map(([first]) => first as FieldError);
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((given) => {
      const key = shownText(given, 100);
      return {
        path: [...issue.path, key].join("."),
        code: "unknown_field",
        message: `${JSON.stringify(key)} is not a field of this request`,
      };
    });
  }
  // Our own rules have codes of their own.
  const code = (issue.code === "custom" && (issue.params?.code as string | undefined)) || issue.code;
  return [{ path: issue.path.join("."), code, message: issue.message }];
}
