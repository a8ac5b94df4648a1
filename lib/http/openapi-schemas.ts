/** Writes schemas for OpenAPI; those with a name are referenced. */
import { z } from "zod";
import { AwsAccountView } from "#lib/aws-accounts/view.ts";
import { FailureView } from "#lib/failures/view.ts";
import {
  ImportDetail,
  ImportFailureView,
  ImportRowView,
  ImportView,
} from "#lib/instance-roles/import/view.ts";
import { InstanceRoleDetail, InstanceRoleView, RegistrationView } from "#lib/instance-roles/view.ts";
import { operations } from "./operations/all.ts";
import { Problem } from "./problem.ts";

export type Json = Record<string, unknown>;

/** Schemas with a name in the document; the others are written inline. */
const NAMED = {
  InstanceRole: InstanceRoleView,
  InstanceRoleDetail,
  Registration: RegistrationView,
  Failure: FailureView,
  Import: ImportView,
  ImportDetail,
  ImportVerdict: ImportRowView,
  ImportFailure: ImportFailureView,
  AwsAccount: AwsAccountView,
  Problem,
};

export function inputSchema(schema: z.ZodType): Json {
  return bare(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

/** Writes a response's schema as a reference. */
export function outputSchema(schema: z.ZodType): Json {
  return { $ref: refOf(schemaNames().get(schema)?.id as string) };
}

export function contentOf(media: Record<string, z.ZodType>): Json {
  const entries = Object.entries(media).map(([type, schema]) => [type, { schema: inputSchema(schema) }]);
  return Object.fromEntries(entries);
}

const refOf = (name: string) => `#/components/schemas/${name}`;

export function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(schemaNames(), { uri: refOf });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema as Json)]));
}

let names: z.core.$ZodRegistry<{ id: string }> | undefined;

/** Names of schemas: views by their own, other responses by their operation's. */
function schemaNames() {
  if (names) return names;
  names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  for (const { id, answers } of operations) {
    for (const { schema } of Object.values(answers)) {
      if (schema && !names.has(schema))
        names.add(schema, { id: `${id.replace(/^./, (first) => first.toUpperCase())}Answer` });
    }
  }
  return names;
}

/** Removes $schema and $id, which OpenAPI states for the whole document. */
function bare({ $schema: _schema, $id: _id, ...schema }: Json): Json {
  return schema;
}
