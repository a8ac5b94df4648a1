/** The cookie of a browser session, as next-auth names it: its value is the opaque session id. */

export const SESSION_COOKIE = "next-auth.session-token";
/** Behind https the browser holds the cookie to it by its name. */
export const SECURE_SESSION_COOKIE = `__Secure-${SESSION_COOKIE}`;

/** Secure cookies where browsers reach us over https, as next-auth decides it too. */
export function sessionCookieName(): string {
  return process.env.NEXTAUTH_URL?.startsWith("https://") ? SECURE_SESSION_COOKIE : SESSION_COOKIE;
}

/** The session id in a `Cookie` header, or undefined. */
export function sessionIdIn(cookieHeader: string | null): string | undefined {
  const start = `${sessionCookieName()}=`;
  const pair = cookieHeader?.split(/; */).find((cookie) => cookie.startsWith(start));
  return pair?.slice(start.length) || undefined;
}
