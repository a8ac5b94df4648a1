import { describe, expect, it } from "vitest";
import { clockTime, duration, exactTime, relativeTime } from "./times.ts";

const AT = "2026-03-03T14:05:09.000Z";
const after = (seconds: number) => Date.parse(AT) + seconds * 1000;

describe("relative times", () => {
  it.each([
    [5, "just now"],
    [44, "just now"],
    [45, "1 min ago"],
    [100, "1 min ago"],
    [3599, "59 min ago"],
    [3600, "1 h ago"],
    [86_400, "yesterday"],
    [3 * 86_400, "3 days ago"],
    [7 * 86_400 - 1, "6 days ago"],
    [7 * 86_400, "3 Mar"],
    [8 * 86_400, "3 Mar"],
    [400 * 86_400, "3 Mar 2026"],
  ])("%i seconds later it is %s", (seconds, words) => {
    expect(relativeTime(AT, after(seconds))).toBe(words);
  });

  it("tells the exact time in UTC", () => {
    expect(exactTime(AT)).toBe("3 Mar 2026, 14:05:09 UTC");
  });
});

describe("durations", () => {
  it.each([
    [0, "< 1 ms"],
    [61, "61 ms"],
    [6249, "6.2 s"],
    [14_900, "14 s"],
    [134_000, "2 min 14 s"],
  ])("%i ms are %s", (ms, words) => expect(duration(ms)).toBe(words));

  it("a running clock never shows less than zero", () => {
    expect(clockTime(-400)).toBe("0 s");
  });
});
