/** next-auth's routes, with a limit on guessing. */
import NextAuth from "next-auth";
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { BODY_LIMIT } from "#lib/http/read-body.ts";
import { respond } from "#lib/http/respond.ts";
import { addressOf } from "./address.ts";
import { authOptions } from "./options.ts";
import { secondsToWait } from "./sign-in-limit.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const handler = NextAuth(authOptions) as (request: Request, context: RouteContext) => Promise<Response>;

export function authRoute(request: Request, context: RouteContext): Promise<Response> {
  return respond(request, async () => {
    if (request.method === "POST") await refuseGuessing(request, (await context.params).nextauth);
    const response = await handler(request, context);
    // A response that came by a redirect has headers that cannot be changed.
    return new Response(response.body, response);
  });
}

async function refuseGuessing(request: Request, action: string[]) {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT) {
    throw new Refusal("payload_too_large", "The body is too large.");
  }
  if (action.join("/") !== "callback/credentials") return;
  const email = await emailIn(request.clone());
  const address = addressOf(Object.fromEntries(request.headers));
  const retryAfterSeconds = secondsToWait({ email: email.trim().toLowerCase(), address });
  if (retryAfterSeconds === 0) return;
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new Refusal("rate_limited", `Too many failed sign-ins. Try again in ${minutes} min.`, {
    // `url`: what next-auth's own client reads the error from.
    extra: { retryAfterSeconds, url: `${env().NEXTAUTH_URL}/signin?error=RateLimited` },
  });
}

async function emailIn(request: Request): Promise<string> {
  const text = await request.text();
  const isJson = request.headers.get("content-type")?.includes("json");
  const email = isJson ? emailInJson(text) : new URLSearchParams(text).get("email");
  return typeof email === "string" ? email : "";
}

function emailInJson(text: string): unknown {
  try {
    return (JSON.parse(text) as { email?: unknown } | null)?.email;
  } catch {
    return ""; // next-auth refuses it too
  }
}
