/** Calls the API as one persona. */
import { createApiToken } from "#lib/api-tokens/create.ts";
import { createSession } from "#lib/auth/session-store.ts";
import type { Problem } from "#lib/http/problem.ts";
import type { WorkspaceRole } from "#lib/workspaces/context.ts";
import { ctxOf, makeMember, makeUser, type TestWorkspace } from "../support/factories.ts";

type Options = { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };

// oxlint-disable-next-line typescript/no-explicit-any -- each test states what it expects of a body
export type Called = { status: number; headers: Headers; body: any };

export type Caller = (method: string, path: string, options?: Options) => Promise<Called>;

export const baseUrl = () => process.env.ROLECALL_URL as string;

/** Paths are below `/api/v1`, or whole where they begin with `/api`. */
export function callerWith(credentials: Record<string, string>): Caller {
  return async (method, path, { body, headers, signal } = {}) => {
    const response = await fetch(addressOf(path), {
      method,
      redirect: "manual",
      headers: {
        ...credentials,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    return { status: response.status, headers: response.headers, body: await bodyOf(response) };
  };
}

export function addressOf(path: string): string {
  return `${baseUrl()}${path.startsWith("/api/") ? path : `/api/v1${path}`}`;
}

/** Reads the body, except that of an event stream. */
async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) return response.body?.cancel();
  if (type === "application/zip") return new Uint8Array(await response.arrayBuffer());
  const text = await response.text();
  return text && type.includes("json") ? JSON.parse(text) : text;
}

export const nobody: Caller = (...call) => callerWith({})(...call);

/** Signs a user in, with the cookie that a browser would send. */
export async function signedIn(userId: string): Promise<Caller> {
  return callerWith(await browserOf(userId));
}

export async function browserOf(userId: string): Promise<Record<string, string>> {
  const cookie = `next-auth.session-token=${await createSession(userId)}`;
  return { cookie, origin: baseUrl() };
}

export async function stranger(): Promise<Caller> {
  return signedIn((await makeUser("Sam Stranger")).id);
}

export async function memberOf(workspace: TestWorkspace, role: WorkspaceRole): Promise<Caller> {
  return signedIn((await makeMember(workspace, role)).id);
}

export async function tokenOf(
  workspace: TestWorkspace,
  {
    role = "ADMIN",
    expiresAt = new Date(Date.now() + 3_600_000),
  }: { role?: WorkspaceRole; expiresAt?: Date } = {},
): Promise<string> {
  return createApiToken(await ctxOf(workspace), { name: "test", role, expiresAt });
}

export const withToken = (token: string): Caller => callerWith({ authorization: `Bearer ${token}` });

/** Returns the problem document, after checking what every refusal has. */
export function problemIn({ status, headers, body }: Called): Problem {
  const problem = body as Problem;
  const isProblem = headers.get("content-type")?.startsWith("application/problem+json");
  if (!isProblem || problem.status !== status || problem.requestId !== headers.get("x-request-id")) {
    throw new Error(`not a problem document: ${status} ${JSON.stringify(body)}`);
  }
  return problem;
}
