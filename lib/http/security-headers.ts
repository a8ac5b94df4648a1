/** Headers that every answer carries, whatever it holds. */

const YEAR_SECONDS = 31_536_000;

/** Of pages and of the API. Browsers that have reached us over https are not to come back without. */
export function transportHeaders(): Record<string, string> {
  const isHttps = process.env.NEXTAUTH_URL?.startsWith("https://");
  return {
    "x-content-type-options": "nosniff",
    ...(isHttps && { "strict-transport-security": `max-age=${YEAR_SECONDS}` }),
  };
}

/** Of the API: its answers are data, and show nothing where somebody opens one as a page. */
export function dataHeaders(): Record<string, string> {
  return {
    ...transportHeaders(),
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  };
}
