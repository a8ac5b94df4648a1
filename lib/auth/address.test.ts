import { expect, test } from "vitest";
import { addressOf, networkOf } from "./address.ts";

test("without a proxy the address is the peer's, whatever X-Forwarded-For says", () => {
  expect(addressOf("203.0.113.9", 0)).toBe("203.0.113.9");
  expect(addressOf("1.1.1.1, 2.2.2.2, 203.0.113.9", 0)).toBe("203.0.113.9");
});

test("behind trusted proxies the address is the one that the first of them saw", () => {
  expect(addressOf("1.1.1.1, 203.0.113.9,10.0.0.1", 1)).toBe("203.0.113.9");
  expect(addressOf("1.1.1.1, 203.0.113.9, 10.0.0.1, 10.0.0.2", 2)).toBe("203.0.113.9");
});

test("a client that bypasses the proxies is counted by its own address", () => {
  expect(addressOf("203.0.113.9", 2)).toBe("203.0.113.9");
  expect(addressOf(undefined, 0)).toBe("unknown");
  expect(addressOf(" , ", 0)).toBe("unknown");
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["2001:db8:1:2::1%eth0", "2001:db8:1:2::"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
