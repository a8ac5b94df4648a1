/** The one place where a request's errors become answers, and where every response gets its request id. */
import { randomUUID } from "node:crypto";
import { Refusal } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { type Answer, responseOf } from "./answer.ts";
import { problemOf } from "./problem.ts";
import { dataHeaders } from "./security-headers.ts";

const SANE_ID = /^[A-Za-z0-9._:-]{1,64}$/;

/** Runs a request's work. A refusal is told; anything else is logged, and told only by its request id. */
export async function respond(
  request: Request,
  work: (requestId: string) => Promise<Answer | Response>,
): Promise<Response> {
  const requestId = requestIdOf(request);
  const response = await work(requestId).then(
    (answer) => (answer instanceof Response ? answer : responseOf(answer)),
    (error) => refused(error, request, requestId),
  );
  response.headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(dataHeaders())) response.headers.set(name, value);
  return response;
}

/** The caller's own id for the request where it is a sane one, marked as theirs; else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return SANE_ID.test(given) ? `client:${given}` : randomUUID();
}

function refused(error: unknown, request: Request, requestId: string): Response {
  const { headers: extraHeaders, ...problem } = problemOf(error, requestId);
  const told = { requestId, method: request.method, path: new URL(request.url).pathname };
  if (error instanceof Refusal) log[levelOf(problem.status)]({ ...told, code: problem.code }, "refused");
  else log.error({ ...told, err: error }, "request failed");
  const headers: Record<string, string> = {
    ...(extraHeaders as object),
    "content-type": "application/problem+json",
  };
  if (problem.status === 401) headers["www-authenticate"] = 'Bearer realm="rolecall"';
  if (typeof problem.retryAfterSeconds === "number") headers["retry-after"] = `${problem.retryAfterSeconds}`;
  if (Array.isArray(problem.allowed)) headers.allow = problem.allowed.join(", ");
  return responseOf({ status: problem.status, body: problem, headers });
}

/** Who was kept out is told to the operator; who mistyped is not. */
const levelOf = (status: number) => ([401, 403, 429].includes(status) ? "info" : "debug");
