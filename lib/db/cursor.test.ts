import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const place = { value: "äöü 🙂", id: "0198c2b4-6f0e-7c11-9a53-0242ac120002" };

test("a decoded cursor is what was encoded", () => {
  expect(decodeCursor(encodeCursor("name", place), "name")).toEqual(place);
});

test.each([
  ["", "name"],
  ["abc", "name"],
  [encodeCursor("name", place), "-name"],
  [encodeCursor("name", { ...place, id: "x" }), "name"],
  [encodeCursor("name", { ...place, value: "a\0b" }), "name"],
  [Buffer.from('{"a":1}').toString("base64url"), "name"],
])("%j is no cursor of the sort %s", (cursor, sort) => {
  expect(() => decodeCursor(cursor, sort)).toThrow(/cursor/);
});
