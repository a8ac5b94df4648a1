import { expect, test } from "vitest";
import { preferredWait } from "./prefer.ts";

test.each([
  [undefined, 0],
  ["wait=20", 20],
  ["wait=0", 0],
  ["wait=500", 30],
  ["respond-async, wait=5", 5],
  ["respond-async; wait=5", 5],
  [' Wait = "7" ', 7],
  ["wait=-1", 0],
  ["wait=soon", 0],
  ["await=5", 0],
  ["wait=99999999999999999999", 0],
])("Prefer: %s waits %d s", (header, seconds) => {
  expect(preferredWait(new Headers(header === undefined ? {} : { prefer: header }))).toBe(seconds);
});
