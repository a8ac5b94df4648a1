import ipaddr from "ipaddr.js";
import { env } from "#lib/env.ts";

/**
 * Returns the client's address, for rate limits. Every hop appends the address it saw, our own server last
 * (`appendPeers`), so entries left of the trusted proxies' were written by the client.
 * @param forwardedFor the `X-Forwarded-For` of the request
 */
export function addressOf(
  forwardedFor: string | undefined,
  trustedProxies = env().ROLECALL_TRUSTED_PROXIES,
): string {
  const hops = (forwardedFor ?? "").split(",").flatMap((hop) => hop.trim() || []);
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? "unknown";
}

/**
 * Returns the network that attempts are counted by: an IPv4 address, or an IPv6 address's /64, which one customer
 * usually has.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  // An IPv4 peer of a server that listens on IPv6 has the form ::ffff:192.0.2.1.
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${new ipaddr.IPv6(parsed.toByteArray())}/64`).toString();
}
