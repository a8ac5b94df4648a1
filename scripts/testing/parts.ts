/** Runs the parts of a test run one after the other, prints progress and time, and counts at the end. */
import type { Counts } from "./reports.ts";

/** A part without tests, such as a build, throws where it fails; a part with tests returns their counts. */
export type Part = { title: string; run: () => Promise<Counts | void> };

/**
 * Runs the parts and exits, with 0 where nothing failed. A part that throws ends the run, because the next ones depend
 * on it; failed tests do not. The last line is `N passed, N failed`.
 * @param cleanUp runs before the count, whatever happened
 */
export async function runParts(parts: readonly Part[], cleanUp = async () => {}): Promise<never> {
  const begin = performance.now();
  const total: Counts = { passed: 0, failed: 0 };
  for (const [index, { title, run }] of parts.entries()) {
    console.log(`\n── Part ${index + 1} of ${parts.length}: ${title} (${elapsed(begin)} elapsed)`);
    const partBegin = performance.now();
    try {
      const counts = await run();
      total.passed += counts?.passed ?? 0;
      total.failed += counts?.failed ?? 0;
    } catch (error) {
      total.failed += 1;
      console.error(`\n${title}: ${(error as Error).message}`);
      break;
    }
    console.log(`   ${title}: ${elapsed(partBegin)}`);
  }
  await cleanUp();
  console.log(`\n${elapsed(begin)} in all`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 ? 0 : 1);
}

function elapsed(since: number): string {
  const seconds = (performance.now() - since) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
