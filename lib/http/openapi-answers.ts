/** Writes the responses of an operation for OpenAPI: its successes, its refusals, and their headers. */
import { contentOf, type Json, outputSchema } from "./openapi-schemas.ts";
import { isStream, type Operation, type Success } from "./operation.ts";
import { refusalsByStatus } from "./problem.ts";

export function answersOf(operation: Operation): Json {
  return { ...successes(operation), ...refusals(operation) };
}

const text = (description: string, more: Json = {}) => ({ description, schema: { type: "string", ...more } });

/** Response headers, described once. */
export const HEADERS = {
  "X-Request-Id": text(
    "The request's own id, marked `client:`, where it sent a sane one of at most 64 characters; else one made here",
  ),
  "Retry-After": text("Seconds", { pattern: "^\\d+$" }),
  RateLimit: text(
    'What is left of each limit, and the seconds until it is whole again: `"caller";r=299;t=60`',
  ),
  "RateLimit-Policy": text('The limits on writes: `"caller";q=300;w=60`'),
  Location: text("Path of what was made, or is being worked on", { format: "uri-reference" }),
  "Preference-Applied": text("For example `wait=20`, where the request asked for it"),
  "Idempotency-Replayed": text("Where this was answered before under the same key", { enum: ["true"] }),
};

type HeaderName = keyof typeof HEADERS;

function headersOf(names: HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function successes(operation: Operation): Json {
  const entries = Object.entries(operation.answers).map(([status, success]) => [
    status,
    {
      description: success.description,
      headers: headersOf(headersIn(operation, status, success)),
      ...bodyOf(success),
    },
  ]);
  return Object.fromEntries(entries);
}

/** The headers of a success. A 200 of an operation with `Prefer: wait` had nothing to wait for. */
function headersIn(operation: Operation, status: string, { isLocated }: Success): HeaderName[] {
  const { method, waits } = operation;
  return [
    "X-Request-Id",
    ...(isWrite(operation) ? (["RateLimit", "RateLimit-Policy"] as const) : []),
    ...(isLocated ? (["Location"] as const) : []),
    ...(waits && status !== "200" ? (["Preference-Applied"] as const) : []),
    ...(method === "POST" ? (["Idempotency-Replayed"] as const) : []),
  ];
}

function bodyOf({ schema, media }: Success): Json {
  if (media) return { content: contentOf(media) };
  return schema ? { content: { "application/json": { schema: outputSchema(schema) } } } : {};
}

/** The refusals of the route wrapper for such an operation, and 500. A POST may carry a malformed idempotency key. */
function refusals(operation: Operation): Json {
  const { who, body, query, method, asksWorker } = operation;
  const statuses = [
    ...(who === "everybody" ? [] : [401]),
    ...(typeof who === "object" ? [403, 404] : []),
    ...(body ? [400, 413, 415] : []),
    ...(body || query || method === "POST" ? [422] : []),
    ...(method === "GET" ? [] : [409]),
    ...(isWrite(operation) || asksWorker || isStream(operation) ? [429] : []),
    500,
    ...(asksWorker ? [503] : []),
  ];
  const byStatus = refusalsByStatus();
  const entries = statuses.map((status) => [status, refusal(status, byStatus.get(status) ?? ["internal"])]);
  return Object.fromEntries(entries);
}

/** Whether the workspace's write limit counts the operation. */
const isWrite = ({ method, who }: Operation) => method !== "GET" && typeof who === "object";

function refusal(status: number, codes: string[]): Json {
  return {
    description: codes.map((code) => `\`${code}\``).join(", "),
    headers: headersOf([
      "X-Request-Id",
      ...(status === 429 || status === 503 ? (["Retry-After"] as const) : []),
    ]),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}
