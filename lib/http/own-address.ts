/** The address the caller used; a proxy's headers count only where the proxy is trusted. */

type Settings = Partial<Record<"NEXTAUTH_URL" | "ROLECALL_TRUSTED_PROXIES", string | undefined>>;

/**
 * Returns the scheme and host of a request, e.g. `https://rolecall.example.com`. The server itself speaks HTTP: https
 * is known from a trusted proxy, or from NEXTAUTH_URL where the host is the one it names.
 */
export function addressUsed(headers: Headers, settings: Settings = process.env): string {
  const isBehindProxy = Number(settings.ROLECALL_TRUSTED_PROXIES || 0) > 0;
  const forwarded = (name: string) => (isBehindProxy ? headers.get(name)?.split(",")[0]?.trim() : undefined);
  const host = forwarded("x-forwarded-host") || headers.get("host") || "localhost";
  const protocol = forwarded("x-forwarded-proto");
  if (protocol === "http" || protocol === "https") return `${protocol}://${host}`;
  const told = settings.NEXTAUTH_URL && new URL(settings.NEXTAUTH_URL);
  return `${told && told.host === host ? told.protocol : "http:"}//${host}`;
}
