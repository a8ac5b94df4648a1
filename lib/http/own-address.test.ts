import { expect, test } from "vitest";
import { addressUsed } from "./own-address.ts";

const forwarded = { host: "10.0.0.7:3000", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };

test("X-Forwarded headers of a client are ignored", () => {
  expect(addressUsed(new Headers(forwarded), {})).toBe("http://10.0.0.7:3000");
});

test("X-Forwarded headers of a trusted proxy are used", () => {
  expect(addressUsed(new Headers(forwarded), { ROLECALL_TRUSTED_PROXIES: "1" })).toBe("https://evil.example");
});

test("a request to NEXTAUTH_URL's host has its scheme", () => {
  const settings = { NEXTAUTH_URL: "https://rolecall.example.com" };
  expect(addressUsed(new Headers({ host: "rolecall.example.com" }), settings)).toBe(
    "https://rolecall.example.com",
  );
  expect(addressUsed(new Headers({ host: "localhost:3000" }), settings)).toBe("http://localhost:3000");
});
