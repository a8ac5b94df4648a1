/** The API's document, OpenAPI 3.1, from the operations whose schemas validate the requests. */
import { z } from "zod";
import { AwsAccountView } from "#lib/aws-accounts/view.ts";
import {
  ImportDetail,
  ImportFailureView,
  ImportRowView,
  ImportView,
} from "#lib/instance-roles/import/view.ts";
import {
  FailureView,
  InstanceRoleDetail,
  InstanceRoleView,
  RegistrationView,
} from "#lib/instance-roles/view.ts";
import packageJson from "../../package.json" with { type: "json" };
import { type Operation, pathOf, type Success } from "./operation.ts";
import { operations } from "./operations/all.ts";
import { Problem, refusalsByStatus } from "./problem.ts";

type Json = Record<string, unknown>;

/** Schemas that have a name in the document; the others are written out where they are used. */
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

let document: Json | undefined;

export function openApiDocument(): Json {
  document ??= {
    openapi: "3.1.0",
    info: {
      title: "Rolecall",
      version: packageJson.version,
      description:
        "Register the AWS IAM roles that your clusters run as. Errors are problem documents (RFC 9457); every response has an `X-Request-Id`.",
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token: `rc_…`" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: namedSchemas(),
    },
  };
  return document;
}

function paths(): Json {
  const byPath = [...Map.groupBy(operations, pathOf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const entries = byPath.map(([path, ofPath]) => [
    path,
    Object.fromEntries(ofPath.map((operation) => [operation.method.toLowerCase(), describe(operation)])),
  ]);
  return Object.fromEntries(entries);
}

function describe(operation: Operation): Json {
  const { id, tag, summary, description, who, body, upload } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(who === "everybody" && { security: [] }),
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...(body && { requestBody: { required: true, content: contentOf(upload?.media ?? jsonOf(body)) } }),
    responses: { ...successes(operation), ...refusals(operation) },
  };
}

const jsonOf = (schema: z.ZodType) => ({ "application/json": schema });

function contentOf(media: Record<string, z.ZodType>): Json {
  const entries = Object.entries(media).map(([type, schema]) => [type, { schema: inputSchema(schema) }]);
  return Object.fromEntries(entries);
}

function pathParameters({ path }: Operation): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: name === "workspace" ? { type: "string" } : { type: "string", format: "uuid" },
    ...(name === "workspace" && { description: "The workspace's slug" }),
  }));
}

function queryParameters({ query }: Operation): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function headerParameters({ method, waits }: Operation): Json[] {
  const wait = { name: "Prefer", in: "header", schema: { type: "string", examples: ["wait=20"] } };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    description:
      "The same key with the same body answers the first result again for a day. What writes nothing (a check, a preview) is answered anew.",
    schema: { type: "string", maxLength: 255 },
  };
  return [...(waits ? [wait] : []), ...(method === "POST" ? [key] : [])];
}

function successes({ answers }: Operation): Json {
  return Object.fromEntries(Object.entries(answers).map(([status, success]) => [status, successOf(success)]));
}

function successOf({ description, schema, media }: Success): Json {
  if (media) return { description, content: contentOf(media) };
  if (!schema) return { description };
  return { description, content: { "application/json": { schema: outputSchema(schema) } } };
}

/** What the wrapper can refuse of such an operation, and 500. */
function refusals(operation: Operation): Json {
  const { who, body, query, method } = operation;
  const statuses = [
    ...(who === "everybody" ? [] : [401]),
    ...(typeof who === "object" ? [403, 404] : []),
    ...(body ? [400, 413, 415] : []),
    ...(body || query ? [422] : []),
    ...(method === "GET" ? [] : [409]),
    500,
  ];
  const byStatus = refusalsByStatus();
  const entries = statuses.map((status) => [status, refusal(byStatus.get(status) ?? ["internal"])]);
  return Object.fromEntries(entries);
}

function refusal(codes: string[]): Json {
  return {
    description: codes.map((code) => `\`${code}\``).join(", "),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

function inputSchema(schema: z.ZodType): Json {
  return bare(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

/** Answers are told by reference: what they are made of has one place and a name. */
function outputSchema(schema: z.ZodType): Json {
  return { $ref: refOf(schemaNames().get(schema)?.id as string) };
}

const refOf = (name: string) => `#/components/schemas/${name}`;

function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(schemaNames(), { uri: refOf });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema as Json)]));
}

let names: z.core.$ZodRegistry<{ id: string }> | undefined;

/** The views by their own names, every other answer by its operation's. */
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

/** Without what says of a whole document which JSON Schema it is, and where: in here OpenAPI says both. */
function bare({ $schema: _schema, $id: _id, ...schema }: Json): Json {
  return schema;
}
