/** Authenticates a request. */
import { type Access, accessBySession, accessByToken } from "#lib/auth/access-store.ts";
import { sessionIdIn } from "#lib/auth/session-cookie.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import type { Ctx } from "#lib/workspaces/context.ts";
import { isSlug } from "#lib/workspaces/slug.ts";
import { requireOwnOrigin } from "./origin.ts";
import { actorId, type RequestFacts } from "./request-facts.ts";

/**
 * Returns the caller's context in the workspace.
 * @throws Refusal `unauthenticated`, `forbidden_origin`, or `not_found` for callers who are not members
 */
export async function enterWorkspace(request: Request, slug: string, facts: RequestFacts): Promise<Ctx> {
  const { actor, membership } = await authenticate(request, isSlug(slug) ? slug : null, facts);
  if (membership?.workspace.slug !== slug) throw notFound("This workspace");
  return { ...membership, actor, requestId: facts.requestId };
}

/**
 * Returns the caller.
 * @throws Refusal `unauthenticated` without a live session or token, `forbidden_origin`
 */
export async function authenticate(
  request: Request,
  slug: string | null,
  facts: RequestFacts,
): Promise<Access> {
  const { headers } = request;
  const authorization = headers.get("authorization");
  const access = authorization ? await byToken(authorization) : await bySession(headers, slug);
  if (!access) {
    throw new Refusal("unauthenticated", "Sign in, or send an API token that has not expired.");
  }
  facts.actor = actorId(access.actor);
  if (!authorization && request.method !== "GET" && request.method !== "HEAD") requireOwnOrigin(headers);
  return access;
}

async function byToken(authorization: string): Promise<Access | null> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return token ? accessByToken(token) : null;
}

async function bySession(headers: Headers, slug: string | null): Promise<Access | null> {
  const sessionId = sessionIdIn(headers.get("cookie"));
  return sessionId ? accessBySession(sessionId, slug) : null;
}
