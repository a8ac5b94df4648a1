/**
 * Comfort for pages: who has no session cookie is led to the sign-in, and every page gets its security headers.
 * Never authorization: each page and route asks for itself who is there.
 * An address of the API that Next could not read is answered here: there is no such route.
 */
import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { notFound } from "#lib/errors.ts";
import { addressUsed } from "#lib/http/own-address.ts";
import { respond } from "#lib/http/respond.ts";
import { transportHeaders } from "#lib/http/security-headers.ts";

const OPEN_TO_ALL = /^\/(?:signin|docs)(?:\/|$)/;

export function proxy(request: NextRequest): Response | Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith("/api/"))
    return respond(request, "other", () => Promise.reject(notFound("This route of the API")));
  if (!OPEN_TO_ALL.test(pathname) && !request.cookies.has(sessionCookieName())) {
    return NextResponse.redirect(signInAddress(request, pathname === "/" ? "" : pathname + search));
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy and gives it to its own scripts.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({
    ...transportHeaders(),
    ...SECURITY,
    "content-security-policy": policy,
  })) {
    response.headers.set(name, value);
  }
  return response;
}

/** Back to the address people use: behind a proxy, Next knows only its own. */
function signInAddress(request: NextRequest, from: string): URL {
  const address = new URL("/signin", addressUsed(request.headers));
  if (from) address.searchParams.set("callbackUrl", from);
  return address;
}

const SECURITY = {
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
};

/** Styles are injected by the components; scripts are ours or carry the nonce. Next's development tools use eval. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  // Pages: the API answers for itself, and files have nothing to hide. Whole names: a workspace may be `iconic`.
  matcher: [
    {
      source: "/((?!api/|_next/|(?:icon\\.svg|favicon\\.ico|robots\\.txt)$).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
    // A percent sign that begins no ASCII character: no name here has another, and Next gives up on a broken one.
    "/api/(.*%(?![0-7][0-9A-Fa-f]).*)",
  ],
};
