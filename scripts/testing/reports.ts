/** Reads counts from the test runners' JSON reports. */
import { z } from "zod";

export type Counts = { passed: number; failed: number };

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

export function countsOfVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests } = vitestReport.parse(report);
  return { passed: numPassedTests, failed: numFailedTests };
}

/** Counts Playwright's tests. One that passed on a retry counts as failed, as tests are not retried. */
export function countsOfPlaywright(report: unknown): Counts {
  const { expected, unexpected, flaky } = playwrightReport.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky };
}
