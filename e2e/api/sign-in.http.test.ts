/** Signing in and out through next-auth's routes, as the sign-in page does. */
import { beforeAll, expect, test } from "vitest";
import { hashPassword } from "#lib/auth/hash-password.ts";
import { createSession } from "#lib/auth/session-store.ts";
import { db } from "#lib/db/client.ts";
import { BODY_LIMIT } from "#lib/http/read-body.ts";
import { makeUser } from "../support/factories.ts";
import { baseUrl, callerWith } from "./caller.ts";
import { Jar } from "./jar.ts";

const password = "correct horse battery";
let email: string;
let userId: string;

beforeAll(async () => {
  ({ id: userId, email } = await userWithPassword());
});

async function userWithPassword() {
  const user = await makeUser();
  await db().user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(password) } });
  return user;
}

const SESSION = "next-auth.session-token";

test("the right password signs in, with an HttpOnly cookie", async () => {
  const jar = new Jar();
  const response = await jar.signIn({ email: ` ${email.toUpperCase()} `, password });
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie().find((each) => each.startsWith(SESSION));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(jar.cookies.get(SESSION)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await (await jar.fetch("/api/auth/session")).json()).toMatchObject({ user: { id: userId, email } });
  expect((await jar.fetch("/api/v1/workspaces")).status).toBe(200);
});

test("reading the session does not change it", async () => {
  const jar = new Jar();
  await jar.signIn({ email, password });
  const before = jar.cookies.get(SESSION);
  await jar.fetch("/api/auth/session");
  expect(jar.cookies.get(SESSION)).toBe(before);
});

test("signing out ends the session for every copy of its cookie", async () => {
  const jar = new Jar();
  await jar.signIn({ email, password });
  const copied = callerWith({ cookie: `${SESSION}=${jar.cookies.get(SESSION)}` });
  expect((await copied("GET", "/workspaces")).status).toBe(200);
  expect((await jar.post("/api/auth/signout", {})).status).toBe(200);
  expect(jar.cookies.has(SESSION)).toBe(false);
  expect((await copied("GET", "/workspaces")).status).toBe(401);
});

test("a wrong password, an unknown user and a user without a password get the same answer", async () => {
  const passwordless = await makeUser();
  const answers = await Promise.all(
    [
      { email, password: "wrong" },
      { email: "nobody@example.test", password },
      { email: passwordless.email, password: "" },
      { email: "a\0b", password: "x" },
      { email: "", password: "x".repeat(600) },
    ].map(async (given) => {
      const jar = new Jar();
      const response = await jar.signIn(given);
      expect(jar.cookies.has(SESSION)).toBe(false);
      return `${response.status} ${new URL(((await response.json()) as { url: string }).url).searchParams.get("error")}`;
    }),
  );
  expect(new Set(answers)).toEqual(new Set(["401 CredentialsSignin"]));
});

test("a sign-in without the CSRF token is refused", async () => {
  const jar = new Jar();
  await jar.fetch("/api/auth/callback/credentials", { email, password, json: "true" });
  expect(jar.cookies.has(SESSION)).toBe(false);
});

test("after ten failures a sign-in is refused with Retry-After", async () => {
  const victim = await userWithPassword();
  const statuses: number[] = [];
  for (let time = 0; time < 10; time++) {
    statuses.push((await new Jar().signIn({ email: victim.email, password: "wrong" })).status);
  }
  expect(new Set(statuses)).toEqual(new Set([401]));
  const limited = await new Jar().signIn({ email: victim.email, password });
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await limited.json()).toMatchObject({
    code: "rate_limited",
    url: expect.stringContaining("error=RateLimited"),
  });
});

test("an expired or unknown session is refused", async () => {
  const sessionId = await createSession(userId);
  const expired = callerWith({ cookie: `${SESSION}=${sessionId}` });
  expect((await expired("GET", "/workspaces")).status).toBe(200);
  await db().session.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - 1000) } });
  expect((await expired("GET", "/workspaces")).status).toBe(401);
  expect((await callerWith({ cookie: `${SESSION}=made-up` })("GET", "/workspaces")).status).toBe(401);
});

test("a page without a session redirects to the sign-in and back", async () => {
  const response = await new Jar().fetch("/acme/instance-roles?q=x");
  expect(response.status).toBe(307);
  const location = new URL(response.headers.get("location") as string, baseUrl());
  expect(location.pathname).toBe("/signin");
  expect(location.searchParams.get("callbackUrl")).toBe("/acme/instance-roles?q=x");
});

test("pages have a Content-Security-Policy with a new nonce each time", async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await new Jar().fetch("/signin")).headers.get("content-security-policy") ?? ""),
  );
  for (const policy of policies) {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'/);
  }
  expect(policies[0]).not.toBe(policies[1]);
});

test.each(["signout", "callback/credentials"])(
  "a body without Content-Length has the same limit: %s",
  async (action) => {
    const body = new Blob(["x".repeat(BODY_LIMIT + 1)]).stream();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    expect((await fetch(`${baseUrl()}/api/auth/${action}`, request)).status).toBe(413);
  },
);

test("next-auth's log route does not exist", async () => {
  const response = await new Jar().post("/api/auth/_log", { level: "error", code: "MADE_UP" });
  expect(response.status).toBe(404);
});

test("a body that is not JSON is refused, and JSON without text does not sign in", async () => {
  const send = callerWith({});
  expect(await send("POST", "/api/auth/signout", { body: "{" })).toMatchObject({
    status: 400,
    body: { code: "malformed_json" },
  });
  const jar = new Jar();
  const { csrfToken } = (await (await jar.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const cookie = [...jar.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const body = { email: { is: "none" }, password: 1, csrfToken, json: "true" };
  const refused = await send("POST", "/api/auth/callback/credentials", { body, headers: { cookie } });
  expect(refused.status).toBe(401);
});
