"use client";
/** Sends requests from the browser to the public API. */
import type { FieldError } from "#lib/errors.ts";
import type { UploadColumnView } from "#lib/instance-roles/import/view.ts";
import type { RoleInstanceView } from "#lib/instance-roles/in-use/view.ts";

export type Answered<T> = { ok: true; body: T } | { ok: false; problem: BrowserProblem };

/**
 * The API's problem document, or `unreachable` where no answer came; `ProblemWords` shows it. `existing` is the
 * conflicting resource, `awsAccount` the account that is not connected, `instances` those that run with the role, and
 * `columns` those of a table to choose from.
 */
export type BrowserProblem = {
  code: string;
  detail: string;
  errors?: FieldError[];
  existing?: { id: string; name: string };
  awsAccount?: { accountId: string; partition: string };
  instances?: RoleInstanceView[];
  columns?: UploadColumnView[];
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function send<T>(method: Method, path: string, body?: object): Promise<Answered<T>> {
  return request<T>(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
}

/** Sends a file or pasted text, which is not JSON. `key` is the idempotency key. */
export function sendText<T>(
  path: string,
  { text, type, key }: { text: string; type: string; key?: string },
): Promise<Answered<T>> {
  const headers = { "content-type": type, ...(key && { "idempotency-key": key }) };
  return request<T>(path, { method: "POST", body: text, headers });
}

async function request<T>(path: string, init: RequestInit): Promise<Answered<T>> {
  const response = await fetch(path, init).catch(() => null);
  if (!response) return { ok: false, problem: UNREACHABLE };
  if (response.status === 401) return { ok: false, problem: SIGNED_OUT };
  const answer = await response.json().catch(() => null);
  if (response.ok) return { ok: true, body: answer as T };
  return { ok: false, problem: (answer as BrowserProblem | null) ?? UNREACHABLE };
}

/** Shown after signing out in another tab, revocation by the operator, or expiry. The page stays as it is. */
export const SIGNED_OUT: BrowserProblem = {
  code: "unauthenticated",
  detail: "You are signed out. Sign in in a new tab, then send again.",
};

const UNREACHABLE: BrowserProblem = {
  code: "unreachable",
  detail: "Rolecall did not answer. Nothing was sent twice; check the connection and try again.",
};
