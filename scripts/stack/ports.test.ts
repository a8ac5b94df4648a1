import { expect, test } from "vitest";
import { parsePort } from "./ports.ts";

test("a port is a whole number up to 65535; 0 is any", () => {
  expect(["0", "3000", "65535"].map(parsePort)).toEqual([0, 3000, 65_535]);
});

test.each(["abc", "99999", "-1", "3000.5", "1e3", " "])(
  '"%s" is refused in a message that repeats it',
  (text) => {
    expect(() => parsePort(text)).toThrow(`"${text}" is no port`);
  },
);
