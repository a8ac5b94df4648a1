import { expect, test } from "vitest";
import { readOnlyPolicy } from "./read-only-policy.ts";

test("a session that only looks may write nothing", () => {
  const { Statement } = JSON.parse(readOnlyPolicy()) as { Statement: { Effect: string; Action: string[] }[] };
  expect(Statement.every(({ Effect }) => Effect === "Allow")).toBe(true);
  const actions = Statement.flatMap(({ Action }) => Action);
  expect(actions.filter((action) => !/:(Get|List|Describe|Simulate)/.test(action))).toEqual([]);
});
