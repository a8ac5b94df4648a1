import { expect, test } from "vitest";
import { turnsFrom } from "./turns.ts";

const NOBODY = { now: null, behind: null };

test("bulk jobs have a lower priority than single ones, whose priority is 0", () => {
  expect(Math.max(...turnsFrom(NOBODY, 1_000))).toBe(-1);
});

test("a tenant's jobs are served in order, eight in each turn", () => {
  const turns = turnsFrom(NOBODY, 20);
  expect(turns).toEqual(turns.toSorted((a, b) => b - a));
  expect(turns.filter((turn) => turn === -1)).toHaveLength(8);
});

test("a later tenant's jobs begin at the priority being served", () => {
  expect(turnsFrom({ now: -57, behind: null }, 9)).toEqual([...Array(8).fill(-57), -58]);
});

test("a tenant's further jobs begin behind its own", () => {
  expect(turnsFrom({ now: -57, behind: -125 }, 1)).toEqual([-126]);
});
