/** The API as the browser calls it: JSON in and out, a refusal thrown as what it is. Browser-safe. */
import type { Problem } from "./problem.ts";

/** A problem document that came in place of an answer. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }

  /** What is wrong with one field, for beside it. */
  field(path: string): string | undefined {
    return this.problem.errors?.find((error) => error.path === path)?.message;
  }
}

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  /** Sent with a POST, so that sending it again after a lost answer does not do it again. */
  idempotencyKey?: string;
};

/**
 * Calls a route below `/api/v1`.
 * @throws ProblemError for a refusal; TypeError where the server cannot be reached
 * @returns the answer's JSON; undefined where it has none (204)
 */
export async function callApi<Answer>(path: string, options: Options = {}): Promise<Answer> {
  const { method = "GET", body, signal, idempotencyKey } = options;
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response.status === 204 ? (undefined as Answer) : response.json();
  throw new ProblemError(await problemIn(response));
}

/** What stands between us and the server may answer with a page of its own. */
async function problemIn(response: Response): Promise<Problem> {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  if (isProblem) return response.json();
  const { status } = response;
  return {
    type: "about:blank",
    title: "No answer from Rolecall",
    status,
    code: "internal",
    detail: `The server cannot be reached right now (status ${status}). Try again in a moment.`,
    requestId: response.headers.get("x-request-id") ?? "",
  };
}
