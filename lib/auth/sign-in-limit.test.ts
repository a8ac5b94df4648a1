import { expect, test } from "vitest";
import { countFailure, forgetFailures, secondsToWait } from "./sign-in-limit.ts";

function fail(attempt: { email: string; address: string }, times: number, now: number) {
  for (let time = 0; time < times; time++) countFailure(attempt, now);
}

test("ten failures from one address close the account for it, for five minutes", () => {
  const attempt = { email: "one@example.test", address: "10.0.0.1" };
  fail(attempt, 9, 1000);
  expect(secondsToWait(attempt, 1000)).toBe(0);
  fail(attempt, 1, 1000);
  expect(secondsToWait(attempt, 1000)).toBe(300);
  expect(secondsToWait({ ...attempt, address: "10.0.0.2" }, 1000)).toBe(0);
  expect(secondsToWait(attempt, 301_001)).toBe(0);
});

test("guessing from many addresses is stopped too", () => {
  const email = "two@example.test";
  for (let each = 0; each < 50; each++) fail({ email, address: `10.1.0.${each}` }, 1, 1000);
  expect(secondsToWait({ email, address: "10.9.9.9" }, 1000)).toBe(300);
});

test("one address may not try account after account", () => {
  const address = "10.2.0.1";
  for (let each = 0; each < 200; each++) fail({ email: `three-${each}@example.test`, address }, 1, 1000);
  expect(secondsToWait({ email: "fresh@example.test", address }, 1000)).toBe(300);
});

test("who knows the password starts afresh", () => {
  const attempt = { email: "four@example.test", address: "10.3.0.1" };
  fail(attempt, 9, 1000);
  forgetFailures(attempt);
  fail(attempt, 9, 1000);
  expect(secondsToWait(attempt, 1000)).toBe(0);
});
