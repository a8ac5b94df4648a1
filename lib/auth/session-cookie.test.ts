import { afterEach, expect, test, vi } from "vitest";
import { sessionCookieName, sessionIdIn } from "./session-cookie.ts";

afterEach(() => vi.unstubAllEnvs());

test("the session cookie is found among others", () => {
  vi.stubEnv("NEXTAUTH_URL", "http://127.0.0.1:3000");
  expect(sessionIdIn("a=b; next-auth.session-token=xyz; c=d")).toBe("xyz");
  expect(sessionIdIn("x-next-auth.session-token=xyz")).toBeUndefined();
  expect(sessionIdIn("next-auth.session-token=")).toBeUndefined();
  expect(sessionIdIn(null)).toBeUndefined();
});

test("over https the cookie has the __Host- prefix", () => {
  vi.stubEnv("NEXTAUTH_URL", "https://rolecall.example.com");
  expect(sessionCookieName()).toBe("__Host-next-auth.session-token");
  expect(sessionIdIn("next-auth.session-token=xyz")).toBeUndefined();
});
