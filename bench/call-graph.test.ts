import { expect, test } from "vitest";
import { graphOf } from "./call-graph.ts";

const call = (startMs: number, endMs: number) => ({ action: "x", startMs, endMs });

test("parallel calls have a depth of one, sequential calls their number", () => {
  expect(graphOf([call(0, 50), call(1, 52), call(3, 55)])).toEqual({ calls: 3, depth: 1 });
  expect(graphOf([call(0, 50), call(51, 101), call(102, 150)])).toEqual({ calls: 3, depth: 3 });
});

test("a fan-out between two single calls has a depth of three", () => {
  const fan = [call(51, 101), call(52, 102), call(54, 104)];
  expect(graphOf([call(0, 50), ...fan, call(105, 155)])).toEqual({ calls: 5, depth: 3 });
});
