import { BlockList, isIP } from "node:net";

/** Whether an address lies in a range such as `203.0.113.0/24`. A range without a length is one address. */
export function inCidr(address: string, range: string): boolean {
  const [network, length] = range.split("/") as [string, string?];
  const family = isIP(network);
  if (family === 0 || isIP(address) === 0) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(network, length === undefined ? (family === 4 ? 32 : 128) : Number(length), type);
  return block.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}
