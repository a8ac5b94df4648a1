/** Security headers of every response. */

const YEAR_SECONDS = 31_536_000;

/** For pages and the API. Strict-Transport-Security where browsers reach us over https. */
export function transportHeaders(): Record<string, string> {
  const isHttps = process.env.NEXTAUTH_URL?.startsWith("https://");
  return {
    "x-content-type-options": "nosniff",
    ...(isHttps && { "strict-transport-security": `max-age=${YEAR_SECONDS}` }),
  };
}

/** For the API, whose responses are data and must display nothing when opened as a page. */
export function dataHeaders(): Record<string, string> {
  return {
    ...transportHeaders(),
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  };
}
