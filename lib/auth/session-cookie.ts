/** The cookie of a browser session: its value is the opaque session id. */

export const SESSION_COOKIE = "next-auth.session-token";
/**
 * With this prefix browsers accept the cookie over https only, for this host only, and for every path (RFC 6265bis
 * §4.1.3).
 */
export const SECURE_SESSION_COOKIE = `__Host-${SESSION_COOKIE}`;

/** Returns the cookie's name: the secure one where browsers reach us over https. */
export function sessionCookieName(): string {
  return isHttps() ? SECURE_SESSION_COOKIE : SESSION_COOKIE;
}

/** next-auth's cookie setting. Its default `__Secure-` prefix would let a neighbouring host set the cookie. */
export const sessionCookie = () => ({
  name: sessionCookieName(),
  options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps() },
});

const isHttps = () => process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;

/** Returns the session id in a `Cookie` header, or undefined. */
export function sessionIdIn(cookieHeader: string | null): string | undefined {
  const start = `${sessionCookieName()}=`;
  const pair = cookieHeader?.split(/; */).find((cookie) => cookie.startsWith(start));
  return pair?.slice(start.length) || undefined;
}
