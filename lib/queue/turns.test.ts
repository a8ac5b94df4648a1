import { expect, test } from "vitest";
import { turnsFrom } from "./turns.ts";

const NOBODY = { now: null, behind: null };

test("many jobs wait behind single ones, whose priority is 0", () => {
  expect(Math.max(...turnsFrom(NOBODY, 1_000))).toBe(-1);
});

test("a tenant's jobs are served in their order, eight a turn", () => {
  const turns = turnsFrom(NOBODY, 20);
  expect(turns).toEqual(turns.toSorted((a, b) => b - a));
  expect(turns.filter((turn) => turn === -1)).toHaveLength(8);
});

test("whoever comes later begins beside those who are being served", () => {
  expect(turnsFrom({ now: -57, behind: null }, 9)).toEqual([...Array(8).fill(-57), -58]);
});

test("whoever sends again begins behind their own", () => {
  expect(turnsFrom({ now: -57, behind: -125 }, 1)).toEqual([-126]);
});
