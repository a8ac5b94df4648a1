import { expect, test } from "vitest";
import { type Attempt, countAttempt, forgetAttempt } from "./sign-in-limit.ts";

function attemptTimes(attempt: Attempt, times: number, now = 1000): number[] {
  return Array.from({ length: times }, () => countAttempt(attempt, now));
}

test("ten attempts from one address close the account for it, for five minutes", () => {
  const attempt = { email: "one@example.test", address: "10.0.0.1" };
  expect(attemptTimes(attempt, 11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 300]);
  expect(countAttempt({ ...attempt, address: "10.0.0.2" }, 1000)).toBe(0);
  expect(countAttempt(attempt, 301_001)).toBe(0);
});

test("guessing from many addresses is stopped too", () => {
  const email = "two@example.test";
  for (let each = 0; each < 50; each++) countAttempt({ email, address: `10.1.0.${each}` }, 1000);
  expect(countAttempt({ email, address: "10.9.9.9" }, 1000)).toBe(300);
});

test("one address may not try account after account", () => {
  const address = "10.2.0.1";
  for (let each = 0; each < 200; each++) countAttempt({ email: `three-${each}@example.test`, address }, 1000);
  expect(countAttempt({ email: "fresh@example.test", address }, 1000)).toBe(300);
});

test("who knows the password starts afresh", () => {
  const attempt = { email: "four@example.test", address: "10.3.0.1" };
  attemptTimes(attempt, 10);
  forgetAttempt(attempt);
  expect(attemptTimes(attempt, 10)).not.toContain(300);
});

test("signing in again and again, as a whole office may, counts against nobody", () => {
  const address = "10.4.0.1";
  for (let each = 0; each < 300; each++) {
    const attempt = { email: `five-${each % 3}@example.test`, address };
    expect(countAttempt(attempt, 1000)).toBe(0);
    forgetAttempt(attempt);
  }
});

test("a right password takes back one attempt from the address, not all of them", () => {
  const address = "10.5.0.1";
  for (let each = 0; each < 199; each++) countAttempt({ email: `six-${each}@example.test`, address }, 1000);
  const own = { email: "six@example.test", address };
  countAttempt(own, 1000);
  forgetAttempt(own);
  expect(countAttempt({ email: "last@example.test", address }, 1000)).toBe(0);
  expect(countAttempt({ email: "over@example.test", address }, 1000)).toBe(300);
});
