/** The rows of a JSON body: `{ rows: […] }`, or the list alone. Browser-safe. */
import { z } from "zod";
import { invalidField, Refusal } from "#lib/errors.ts";
import { fieldErrorsOf } from "#lib/field-errors.ts";
import type { Given, GivenRow } from "./given.ts";
import { hasRows } from "./has-rows.ts";

const Body = z.strictObject({
  rows: z.array(z.unknown(), "Give the rows as a list"),
  preview: z.boolean("preview is true or false").default(false),
});

/** @throws Refusal `malformed_json`, `invalid`, `payload_too_large` for too many rows */
export function readJson(text: string): Given {
  const json = parsed(text);
  const result = Body.safeParse(Array.isArray(json) ? { rows: json } : json);
  if (!result.success) {
    const errors = fieldErrorsOf(result.error);
    throw new Refusal("invalid", errors[0]?.message ?? "The body is not an import.", { errors });
  }
  const { rows, preview } = result.data;
  hasRows(rows.length);
  return { source: "json", rows: rows.map(givenRow), ignoredColumns: [], preview };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("malformed_json", "The body cannot be read as JSON.");
  }
}

function givenRow(value: unknown, index: number): GivenRow {
  const row = index + 1;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const { errors } = invalidField("", "not_an_object", NOT_AN_OBJECT);
    return { row, body: null, problem: errors?.[0] as NonNullable<GivenRow["problem"]> };
  }
  const { role_arn, ...body } = value as Record<string, unknown>;
  return {
    row,
    body: {
      ...body,
      ...(role_arn !== undefined && body.roleArn === undefined && { roleArn: role_arn }),
      // Exports say null for what is not there.
      ...(body.description === null && { description: "" }),
    },
  };
}

const NOT_AN_OBJECT = "A row is an object with name, roleArn and, where there is one, description.";
