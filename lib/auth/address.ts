import { env } from "#lib/env.ts";

/**
 * Where a request comes from, for counting. Every hop appends whom it heard from, our own server last (`appendPeers`),
 * so what stands left of the trusted proxies' entries is the client's own word.
 * @param forwardedFor the `X-Forwarded-For` of the request
 */
export function addressOf(
  forwardedFor: string | undefined,
  trustedProxies = env().ROLECALL_TRUSTED_PROXIES,
): string {
  const hops = (forwardedFor ?? "").split(",").flatMap((hop) => hop.trim() || []);
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? "unknown";
}
