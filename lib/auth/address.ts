import ipaddr from "ipaddr.js";
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

/** What attempts are counted by: an IPv4 address, or the /64 of an IPv6 address, all of which one customer is given. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  // An IPv4 peer of a server that listens on IPv6 comes as ::ffff:192.0.2.1.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${new ipaddr.IPv6(parsed.toByteArray())}/64`).toString();
}
