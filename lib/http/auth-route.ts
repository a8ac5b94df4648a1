/** next-auth's routes, as far as they are ours. */

import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { authOptions } from "#lib/auth/options.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { readBytes } from "./read-body.ts";
import { respond } from "./respond.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

export function authRoute(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, async () => {
    requireRoute((await context.params).nextauth);
    const response = await answer(await bounded(request), context);
    // A response that came by a redirect has headers that cannot be changed.
    return new Response(response.body, response);
  });
}

/**
 * next-auth looks at two segments alone, whatever follows them, and its `_log` writes down whatever anybody sends.
 * @throws Refusal `not_found`
 */
function requireRoute([action, , ...more]: string[]): void {
  if (more.length > 0 || action === "_log") throw notFound("This route");
}

/** next-auth reads a body of any length. @throws Refusal `payload_too_large` */
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

/** @throws what signing in threw, Refusal `malformed_json` */
async function answer(request: NextRequest, context: RouteContext): Promise<Response> {
  const errors: unknown[] = [];
  const options = authOptions({ failed: (error) => errors.push(error) });
  const response = await nextAuth(request, context, options).catch(unreadable);
  if (errors.length > 0) throw errors[0];
  return response;
}

/** next-auth lets what JSON.parse throws travel: it would be logged as an error of ours, with the client's text in it. */
function unreadable(error: unknown): never {
  if (error instanceof SyntaxError) throw new Refusal("malformed_json", "The body cannot be read as JSON.");
  throw error;
}
