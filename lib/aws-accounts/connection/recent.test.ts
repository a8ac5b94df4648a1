import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Recent } from "./recent.ts";

let now = 1;
beforeEach(() => void vi.spyOn(performance, "now").mockImplementation(() => now));
afterEach(() => void vi.restoreAllMocks());

test("an answer is good for its time, and for its key", async () => {
  const recent = new Recent<string>(1_000);
  const ask = vi.fn(async () => `answer ${ask.mock.calls.length}`);
  expect(await recent.get("a", ask)).toBe("answer 1");
  expect(await recent.get("a", ask)).toBe("answer 1");
  expect(await recent.get("b", ask)).toBe("answer 2");
  now += 1_001;
  expect(await recent.get("a", ask)).toBe("answer 3");
});

test("what fails is told to who asked, and not kept", async () => {
  const recent = new Recent<string>(1_000);
  await expect(recent.get("a", () => Promise.reject(new Error("denied")))).rejects.toThrow("denied");
  expect(await recent.get("a", async () => "one")).toBe("one");
});

test("whoever asks at the same moment does not hang on another's question", async () => {
  const recent = new Recent<string>(1_000);
  const first = recent.get("a", () => Promise.reject(new Error("interrupted")));
  const second = recent.get("a", async () => "two");
  await expect(first).rejects.toThrow("interrupted");
  expect(await second).toBe("two");
});
