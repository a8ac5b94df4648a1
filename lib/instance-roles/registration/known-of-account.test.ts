import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Recent } from "./known-of-account.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

test("an answer is good for its time, and for its key", async () => {
  const recent = new Recent<number>(1_000);
  const ask = vi.fn(async () => ask.mock.calls.length);
  expect(await recent.get("a", ask)).toBe(1);
  expect(await recent.get("a", ask)).toBe(1);
  expect(await recent.get("b", ask)).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(await recent.get("a", ask)).toBe(3);
});

test("what fails is told to who asked, and not kept", async () => {
  const recent = new Recent<number>(1_000);
  await expect(recent.get("a", () => Promise.reject(new Error("denied")))).rejects.toThrow("denied");
  expect(await recent.get("a", async () => 1)).toBe(1);
});

test("whoever asks at the same moment does not hang on another's question", async () => {
  const recent = new Recent<number>(1_000);
  const first = recent.get("a", () => Promise.reject(new Error("interrupted")));
  const second = recent.get("a", async () => 2);
  await expect(first).rejects.toThrow("interrupted");
  expect(await second).toBe(2);
});
