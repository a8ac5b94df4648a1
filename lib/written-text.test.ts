import { expect, test } from "vitest";
import { NO_CONTROLS, NO_CONTROLS_BUT_LINES, shownText } from "./written-text.ts";

test.each([
  ["an accent é, an emoji 😀 and עברית", true],
  ["a line\nand another", false],
  ["a NUL \0", false],
  ["half an emoji \ud83d", false],
  ["the other half \ude00", false],
])("%j is a line of text: %s", (text, is) => {
  expect(NO_CONTROLS.test(text)).toBe(is);
});

test("several lines are text, a lone surrogate is not", () => {
  expect(NO_CONTROLS_BUT_LINES.test("a line\r\n\tand another")).toBe(true);
  expect(NO_CONTROLS_BUT_LINES.test("a line\n\ud83d")).toBe(false);
});

test("shown text can be stored, wherever it was cut", () => {
  expect(shownText("a\0\u0007b", 10)).toBe("a b");
  expect(shownText("ab😀", 3).isWellFormed()).toBe(true);
  expect(shownText("\ud800x", 10)).toBe("\ufffdx");
});
