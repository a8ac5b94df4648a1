/** Writes the OpenAPI 3.1 document from the operations, whose schemas validate the requests. */
import type { z } from "zod";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import packageJson from "../../package.json" with { type: "json" };
import { answersOf, HEADERS } from "./openapi-answers.ts";
import { parametersOf } from "./openapi-parameters.ts";
import { contentOf, type Json, namedSchemas } from "./openapi-schemas.ts";
import { type Operation, pathOf } from "./operation.ts";
import { operations } from "./operations/all.ts";

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
        session: { type: "apiKey", in: "cookie", name: sessionCookieName() },
      },
      headers: HEADERS,
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
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: contentOf(upload?.media ?? jsonOf(body)) } }),
    responses: answersOf(operation),
  };
}

const jsonOf = (schema: z.ZodType) => ({ "application/json": schema });
