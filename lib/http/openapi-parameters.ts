/** Writes the parameters of an operation for OpenAPI. */
import { inputSchema, type Json } from "./openapi-schemas.ts";
import { isStream, type Operation } from "./operation.ts";

export function parametersOf(operation: Operation): Json[] {
  return [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)];
}

/** What is no id of ours. */
const NAMED: Record<string, string> = {
  workspace: "The workspace's slug",
  instanceId: "The EC2 instance's ID: i-…",
};

function pathParameters({ path }: Operation): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: name !== undefined && name in NAMED ? { type: "string" } : { type: "string", format: "uuid" },
    ...(name !== undefined && name in NAMED && { description: NAMED[name] }),
  }));
}

/** A list is one parameter with comma-separated values. */
function queryParameters({ query }: Operation): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
    ...(schema.type === "array" && { style: "form", explode: false }),
  }));
}

function headerParameters(operation: Operation): Json[] {
  return [
    ...(operation.waits ? [WAIT] : []),
    ...(operation.method === "POST" ? [KEY] : []),
    ...(isStream(operation) ? [LAST_EVENT_ID] : []),
  ];
}

const WAIT = { name: "Prefer", in: "header", schema: { type: "string", examples: ["wait=20"] } };

const KEY = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "The same key with the same body answers the first result again for a day. What writes nothing (a check, a preview) is answered anew.",
  schema: { type: "string", maxLength: 255 },
};

const LAST_EVENT_ID = {
  name: "Last-Event-ID",
  in: "header",
  description:
    "The id of the last event that was read: the stream goes on after it. Browsers send it by themselves; it goes before `since`.",
  schema: { type: "string", pattern: "^\\d{1,18}$" },
};
