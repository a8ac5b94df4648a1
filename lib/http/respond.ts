/** The one place that turns a request's errors into responses and adds the request id. */
import { randomUUID } from "node:crypto";
import { Refusal } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import { type Answer, responseOf } from "./answer.ts";
import { problemOf } from "./problem.ts";
import type { RequestFacts } from "./request-facts.ts";
import { dataHeaders } from "./security-headers.ts";

const SANE_ID = /^[A-Za-z0-9._:-]{1,64}$/;

/**
 * Runs a request's work. A Refusal becomes its problem document; any other error is logged, and answered with its
 * request id only.
 * @param operation for the metrics: an operation's id, or the name of what has none
 */
export async function respond(
  request: Request,
  operation: string,
  work: (facts: RequestFacts) => Promise<Answer | Response>,
): Promise<Response> {
  const requestId = requestIdOf(request);
  const facts: RequestFacts = { requestId, operation };
  const measured = metrics().httpSeconds.startTimer({ operation });
  const response = await work(facts).then(
    (answer) => (answer instanceof Response ? answer : responseOf(answer)),
    (error) => refused(error, request, facts),
  );
  measured();
  metrics().httpRequests.inc({ operation, status: response.status });
  response.headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(dataHeaders())) response.headers.set(name, value);
  return response;
}

/** Returns the caller's own request id where it is well-formed, marked as theirs; else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return SANE_ID.test(given) ? `client:${given}` : randomUUID();
}

function refused(error: unknown, request: Request, facts: RequestFacts): Response {
  const { requestId } = facts;
  const { headers: extraHeaders, ...problem } = problemOf(error, requestId);
  const told = { ...facts, method: request.method, path: new URL(request.url).pathname };
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

/** The log level of a refusal: denied access is logged as info, mistakes as debug. */
const levelOf = (status: number) => ([401, 403, 429].includes(status) ? "info" : "debug");
