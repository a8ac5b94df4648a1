import { expect, it } from "vitest";
import { joined } from "./joined.ts";

it.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
])("lists %j in a sentence", (things, words) => expect(joined(things)).toBe(words));
