import { BlockList, isIP } from "node:net";

/** Whether an address is in a range such as `203.0.113.0/24`. A range without a prefix length is one address. */
export function inCidr(address: string, range: string): boolean {
  const subnet = parse(range);
  if (!subnet || isIP(address) === 0) return false;
  const block = new BlockList();
  block.addSubnet(subnet.network, subnet.length, subnet.type);
  return block.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

export const isCidr = (range: string) => parse(range) !== undefined;

function parse(range: string) {
  const [network = "", length, ...more] = range.split("/");
  const family = isIP(network);
  const longest = family === 4 ? 32 : 128;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
  if (family === 0 || !isLength || more.length > 0) return undefined;
  const type = family === 4 ? "ipv4" : "ipv6";
  return { network, length: length === undefined ? longest : Number(length), type } as const;
}
