import { expect, test } from "vitest";
import { nextLimit } from "./leisure.ts";

test("a process with time to spare takes more, up to the most it may", () => {
  expect(nextLimit(10, { most: 48, running: 10, utilization: 0.3 })).toBe(11);
  expect(nextLimit(47, { most: 48, running: 47, utilization: 0.3 })).toBe(48);
});

test("a limit that nobody reaches is not raised", () => {
  expect(nextLimit(10, { most: 48, running: 2, utilization: 0.1 })).toBe(10);
});

test("a busy process takes fewer, but never so few that nothing goes on", () => {
  expect(nextLimit(20, { most: 48, running: 20, utilization: 0.97 })).toBe(18);
  expect(nextLimit(8, { most: 48, running: 8, utilization: 1 })).toBe(8);
  expect(nextLimit(4, { most: 4, running: 4, utilization: 1 })).toBe(4);
});

test("between the two it stays", () => {
  expect(nextLimit(20, { most: 48, running: 20, utilization: 0.91 })).toBe(20);
});
