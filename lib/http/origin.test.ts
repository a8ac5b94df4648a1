import { beforeAll, expect, test } from "vitest";
import { requireOwnOrigin } from "./origin.ts";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://nowhere/none",
    ROLECALL_AWS: "live",
    NEXTAUTH_URL: "https://rolecall.example.com",
  });
});

const host = "10.0.0.7:3000";

test.each([
  [{ origin: "https://rolecall.example.com" }, "the address people are told"],
  [{ origin: "http://10.0.0.7:3000" }, "the address the request was sent to"],
  [{}, "a program, which sends no Origin"],
  [{ "sec-fetch-site": "same-origin" }, "a browser that leaves Origin out"],
] as [Record<string, string>, string][])("%j may write: %s", (headers) => {
  expect(() => requireOwnOrigin(new Headers({ host, ...headers }))).not.toThrow();
});

test.each([
  [{ origin: "https://evil.example" }],
  [{ origin: "https://rolecall.example.com.evil.example" }],
  [{ origin: "http://rolecall.example.com" }],
  [{ origin: "http://rolecall.example.com", host: "rolecall.example.com" }],
  [{ origin: "https://10.0.0.7:3000" }],
  [{ origin: "https://evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" }],
  [{ origin: "null" }],
  [{ origin: "" }],
  [{ "sec-fetch-site": "cross-site" }],
  [{ "sec-fetch-site": "same-site" }],
] as [Record<string, string>][])("%j may not", (headers) => {
  expect(() => requireOwnOrigin(new Headers({ host, ...headers }))).toThrow(/another site/);
});
