/** Refuses cross-site writes that are authenticated by a cookie (OWASP CSRF: verifying the origin). */
import { env } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";
import { addressUsed } from "./own-address.ts";

/**
 * Checks the origin.
 * @throws Refusal `forbidden_origin` where a browser says that another site sent the request
 */
export function requireOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  // Browsers send Origin with every write; a program without it got its cookie by signing in itself.
  const isOwn = origin === null ? site === null || site === "same-origin" : isOurs(origin, headers);
  if (isOwn) return;
  throw new Refusal(
    "forbidden_origin",
    "The request was sent from another site. Use Rolecall's own pages or an API token.",
  );
}

function isOurs(origin: string, headers: Headers): boolean {
  if (!URL.canParse(origin)) return false; // `null`: a sandboxed frame or a file
  const own = new URL(origin).origin;
  // NEXTAUTH_URL's origin or the one that was used: localhost and 127.0.0.1 are one machine.
  return own === new URL(env().NEXTAUTH_URL).origin || own === addressUsed(headers);
}
