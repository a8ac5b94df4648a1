/** next-auth's routes, as far as they are ours. */
import NextAuth, { type NextAuthOptions } from "next-auth";
import { notFound, Refusal } from "#lib/errors.ts";
import { BODY_LIMIT } from "#lib/http/read-body.ts";
import { respond } from "#lib/http/respond.ts";
import { authOptions } from "./options.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

export function authRoute(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, async () => {
    requireRoute((await context.params).nextauth);
    if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT) {
      throw new Refusal("payload_too_large", "The body is too large.");
    }
    const response = await answer(request, context);
    // A response that came by a redirect has headers that cannot be changed.
    return new Response(response.body, response);
  });
}

/** @throws Refusal `not_found`: next-auth looks at two segments alone, whatever follows them */
function requireRoute([, , ...more]: string[]): void {
  if (more.length > 0) throw notFound("This route");
}

const nextAuth = NextAuth as unknown as (
  request: Request,
  context: RouteContext,
  options: NextAuthOptions,
) => Promise<Response>;

/** @throws what signing in threw */
async function answer(request: Request, context: RouteContext): Promise<Response> {
  const errors: unknown[] = [];
  const response = await nextAuth(request, context, authOptions({ failed: (error) => errors.push(error) }));
  if (errors.length > 0) throw errors[0];
  return response;
}
