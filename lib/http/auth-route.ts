/** The routes of next-auth that Rolecall exposes. */

import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { authOptions } from "#lib/auth/options.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { readBytes } from "./read-body.ts";
import { respond } from "./respond.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

export function authRoute(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, "auth", async () => {
    requireRoute((await context.params).nextauth);
    const response = await answer(await bounded(request), context);
    // The headers of a redirect response are immutable.
    return new Response(response.body, response);
  });
}

/**
 * Refuses other paths: next-auth reads only two segments, and its `_log` logs whatever is sent to it.
 * @throws Refusal `not_found`
 */
function requireRoute([action, , ...more]: string[]): void {
  if (more.length > 0 || action === "_log") throw notFound("This route");
}

/**
 * Limits the body, which next-auth would read at any length.
 * @throws Refusal `payload_too_large`
 */
async function bounded(request: Request): Promise<NextRequest> {
  const { url, method, headers } = request;
  if (method !== "POST") return new NextRequest(url, { method, headers });
  const bytes = await readBytes(request);
  return new NextRequest(url, { method, headers, ...(bytes.length > 0 && { body: new Uint8Array(bytes) }) });
}

const nextAuth = NextAuth as unknown as (
  request: NextRequest,
  context: RouteContext,
  options: NextAuthOptions,
) => Promise<Response>;

/**
 * Calls next-auth.
 * @throws what signing in threw, Refusal `malformed_json`
 */
async function answer(request: NextRequest, context: RouteContext): Promise<Response> {
  const errors: unknown[] = [];
  const options = authOptions({ failed: (error) => errors.push(error) });
  const response = await nextAuth(request, context, options).catch(unreadable);
  if (errors.length > 0) throw errors[0];
  return response;
}

/**
 * Turns JSON.parse's error into a refusal: next-auth passes it on, and it would be logged as our error with the
 * client's text.
 */
function unreadable(error: unknown): never {
  if (error instanceof SyntaxError) throw new Refusal("malformed_json", "The body cannot be read as JSON.");
  throw error;
}
