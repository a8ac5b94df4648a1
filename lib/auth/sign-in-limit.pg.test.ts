import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { uuid7 } from "#lib/db/uuid.ts";
import { type Attempt, countAttempt, forgetAttempt } from "./sign-in-limit.ts";

const someone = () => `${uuid7()}@example.test`;
/** Returns a new network. */
const somewhere = () =>
  `2001:db8:${uuid7()
    .slice(-9)
    .replace(/^(.{4})(.{4}).*$/, "$1:$2")}::1`;

async function attempts(attempt: Attempt, times: number): Promise<number[]> {
  const waits: number[] = [];
  for (let each = 0; each < times; each++) waits.push(await countAttempt(attempt));
  return waits;
}

/** Expires rate-limit rows as if the time had passed. */
const timePasses = (seconds: number) =>
  db().$executeRaw`update rate_limit set expire = expire - ${seconds}::bigint * 1000`;

test("after ten attempts each further one has a delay twice as long as the last", async () => {
  const attempt = { email: someone(), address: somewhere() };
  expect(await attempts(attempt, 11)).toEqual([...Array.from({ length: 10 }, () => 0), 15]);
  await timePasses(15);
  expect(await attempts(attempt, 2)).toEqual([0, 30]);
  await timePasses(30);
  expect(await attempts(attempt, 2)).toEqual([0, 60]);
});

test("a refused attempt does not lengthen the next delay", async () => {
  const attempt = { email: someone(), address: somewhere() };
  await attempts(attempt, 40);
  await timePasses(15);
  expect(await attempts(attempt, 2)).toEqual([0, 30]);
});

test("every address of an IPv6 network counts as one", async () => {
  const [email, network] = [someone(), somewhere().replace("::1", "")];
  for (let each = 1; each <= 10; each++) await countAttempt({ email, address: `${network}::${each}` });
  expect(await countAttempt({ email, address: `${network}::ff` })).toBe(15);
  expect(await countAttempt({ email, address: somewhere() })).toBe(0);
});

test("guessing from many networks is stopped, and users can still sign in from networks they have used before", async () => {
  const email = someone();
  const home = { email, address: somewhere() };
  await countAttempt(home);
  await forgetAttempt(home);
  for (let each = 0; each < 50; each++) await countAttempt({ email, address: somewhere() });
  expect(await countAttempt({ email, address: somewhere() })).toBeGreaterThan(0);
  expect(await countAttempt(home)).toBe(0);
});

test("one network may not try account after account", async () => {
  const address = somewhere();
  for (let each = 0; each < 200; each++) await countAttempt({ email: someone(), address });
  expect(await countAttempt({ email: someone(), address })).toBeGreaterThan(0);
});

test("the right password resets the account's attempts", async () => {
  const attempt = { email: someone(), address: somewhere() };
  await attempts(attempt, 10);
  await forgetAttempt(attempt);
  expect(await attempts(attempt, 10)).toEqual(Array.from({ length: 10 }, () => 0));
});

test("the right password gives the network back one attempt, not all of them", async () => {
  const address = somewhere();
  for (let each = 0; each < 199; each++) await countAttempt({ email: someone(), address });
  const own = { email: someone(), address };
  await countAttempt(own);
  await forgetAttempt(own);
  expect(await countAttempt({ email: someone(), address })).toBe(0);
  expect(await countAttempt({ email: someone(), address })).toBeGreaterThan(0);
});

test("no key reveals an e-mail address or a network", async () => {
  const attempt = { email: someone(), address: "198.51.100.7" };
  await countAttempt(attempt);
  const keys = await db().$queryRaw<{ key: string }[]>`select key from rate_limit`;
  expect(JSON.stringify(keys)).not.toMatch(/198\.51|example\.test/);
});
