import { expect, test } from "vitest";
import { addressUsed } from "./own-address.ts";

const forwarded = { host: "10.0.0.7:3000", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };

test("what a client says a proxy had forwarded is not believed", () => {
  expect(addressUsed(new Headers(forwarded), {})).toBe("http://10.0.0.7:3000");
});

test("a trusted proxy's word is", () => {
  expect(addressUsed(new Headers(forwarded), { ROLECALL_TRUSTED_PROXIES: "1" })).toBe("https://evil.example");
});

test("the host that people are told is reached as they are told", () => {
  const settings = { NEXTAUTH_URL: "https://rolecall.example.com" };
  expect(addressUsed(new Headers({ host: "rolecall.example.com" }), settings)).toBe(
    "https://rolecall.example.com",
  );
  expect(addressUsed(new Headers({ host: "localhost:3000" }), settings)).toBe("http://localhost:3000");
});
