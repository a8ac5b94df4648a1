import { expect, test } from "vitest";
import { type AwsSession, SessionCache } from "./session.ts";

const MINUTE_MS = 60_000;

const lasting = (minutes: number) =>
  ({ assumedRoleId: "AROA", expiresAt: new Date(Date.now() + minutes * MINUTE_MS) }) as AwsSession;

test("concurrent requests for a session open it once, and it is cached", async () => {
  const cache = new SessionCache();
  let opened = 0;
  const open = async () => {
    opened++;
    return lasting(15);
  };
  const sessions = await Promise.all([cache.get("a", open), cache.get("a", open)]);
  sessions.push(await cache.get("a", open));
  expect(opened).toBe(1);
  expect(new Set(sessions).size).toBe(1);
  await cache.get("b", open);
  expect(opened).toBe(2);
});

test("a session that expires soon is replaced", async () => {
  const cache = new SessionCache();
  const old = await cache.get("a", async () => lasting(4));
  const fresh = await cache.get("a", async () => lasting(15));
  expect(fresh).not.toBe(old);
});

test("a session that failed to open is not cached", async () => {
  const cache = new SessionCache();
  const refused = cache.get("a", async () => {
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  await expect(cache.get("a", async () => lasting(15))).resolves.toMatchObject({ assumedRoleId: "AROA" });
});

test("a forgotten session is opened again", async () => {
  const cache = new SessionCache();
  const old = await cache.get("a", async () => lasting(15));
  cache.forget("a");
  expect(await cache.get("a", async () => lasting(15))).not.toBe(old);
});
