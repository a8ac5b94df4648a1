import { expect, test } from "vitest";
import { countsOfPlaywright, countsOfVitest } from "./reports.ts";

test("vitest's report is counted by tests, not by files", () => {
  expect(countsOfVitest({ numTotalTestSuites: 9, numPassedTests: 3_670, numFailedTests: 2 })).toEqual({
    passed: 3_670,
    failed: 2,
  });
});

test("a browser test that passed on a retry counts as failed", () => {
  const report = { suites: [], stats: { expected: 120, unexpected: 1, flaky: 2, skipped: 0 } };
  expect(countsOfPlaywright(report)).toEqual({ passed: 120, failed: 3 });
});

test("a report of an unknown format is an error", () => {
  expect(() => countsOfVitest({})).toThrow();
  expect(() => countsOfPlaywright({ stats: {} })).toThrow();
});
